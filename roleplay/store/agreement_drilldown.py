"""Finds the talks behind a figure of agreement: a condition for lists, and how many of them a person may read."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from roleplay.person import Person
from roleplay.store.database import Database
from roleplay.store.ratings import beside_a_coach
from roleplay.store.tables import AttemptRow, RatingRow
from roleplay.store.visibility import within_reach

CriterionAndCheck = tuple[str | None, str | None]
TalkCounts = dict[tuple[str, str], dict[CriterionAndCheck, int]]
"""By wording of a rubric and rater (empty for coaches): how many talks by criterion and check, None for any."""


def is_rated(rater: str, rubric_hash: str, criterion: str | None, check: str | None) -> ColumnElement[bool]:
    """The condition on an attempt that it is behind a figure of `list_between`; `criterion` and `check` None are any."""
    one, coach = aliased(RatingRow), aliased(RatingRow)
    wanted: list[Any] = [
        col(coach.attempt) == AttemptRow.id,
        *beside_a_coach(one, coach),
        col(coach.rubric_hash) == rubric_hash,
    ]
    wanted.append(col(one.rater) == rater if rater else col(one.coach))
    if criterion is not None:
        wanted.append(col(coach.criterion) == criterion)
    if check is not None:
        wanted.append(col(coach.check) == check)
    return exists().where(*wanted)


def count_talks_behind(database: Database, person: Person) -> TalkCounts:
    """How many of the talks behind the figures of `list_between` this person may read: the talks that `is_rated` finds."""
    one, coach = aliased(RatingRow), aliased(RatingRow)
    rater = case((col(one.coach), ""), else_=one.rater)
    talks: Any = func.count(func.distinct(coach.attempt))
    found: TalkCounts = {}
    with database.reading() as session:
        for deeper in ((), (coach.criterion,), (coach.criterion, coach.check)):
            thing: list[Any] = [coach.rubric_hash, rater, *deeper]
            wanted = (
                select(*thing, talks)  # type: ignore[call-overload]
                .select_from(coach)
                .join(one, and_(*beside_a_coach(one, coach)))
                .join(AttemptRow, and_(col(AttemptRow.id) == coach.attempt, within_reach(person)))
                .group_by(*thing)
            )
            for rubric_hash, name, *place, n in session.exec(wanted):
                criterion, check = (*place, None, None)[:2]
                found.setdefault((rubric_hash, name), {})[criterion, check] = n
    return found
