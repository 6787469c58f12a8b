"""Stores and counts the values that scorers and coaches gave in sampled talks."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, not_, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from roleplay.scorecard import VALUES, Scorecard
from roleplay.store.database import Database
from roleplay.store.tables import ANEW, AttemptRow, RatingRow, ReviewRow, ScorecardRow

AT_ONCE = 500


@dataclass(frozen=True)
class Between:
    """Two raters on one check, or with `check` None on a criterion's level, by one wording of a rubric. `rater` is empty
    for a coach. `pairs` counts how often it gave the one value and a coach the other."""

    rubric: str
    rubric_hash: str
    rater: str
    criterion: str
    check: str | None
    pairs: Counter[tuple[float, float]]


def keep_scorers_ratings(session: Session, row: ScorecardRow) -> None:
    """A scorer in one version is one rater. What another scorer had to give in its place is none of its values."""
    card = Scorecard.model_validate(row.card)
    own = {(each.id, check.id) for each in card.criteria for check in each.checks if check.scorer == card.scorer}
    own |= {(each.id, "") for each in card.criteria if all(check.scorer == card.scorer for check in each.checks)}
    rater = f"{row.scorer} {row.scorer_version}"
    kept = [each for each in _ratings(row, rater, False, card) if (each.criterion, each.check) in own]
    _replace(session, row, rater, kept)


def keep_coachs_ratings(database: Database, scorecard: int, coach: str, card: Scorecard) -> None:
    """What a coach gave with the score hidden, as a scorecard; `scorecard` tells by which wording of the rubric."""
    with database.writing(quick=True) as session:
        row = session.get_one(ScorecardRow, scorecard)
        _replace(session, row, coach, list(_ratings(row, coach, True, card)))


def rate_missing(database: Database, most: int = AT_ONCE) -> int:
    """Rates at most `most` scorecards of sampled talks that have no ratings yet; returns the number processed."""
    rater = col(ScorecardRow.scorer) + " " + col(ScorecardRow.scorer_version)
    kept = exists().where(col(RatingRow.attempt) == ScorecardRow.attempt, col(RatingRow.rater) == rater)
    joined = select(ScorecardRow).join(AttemptRow, col(AttemptRow.id) == ScorecardRow.attempt)
    with database.writing(quick=True) as session:
        own = not_(col(ScorecardRow.hearing).like(f"{ANEW}%"))  # of what was heard when it was said
        rows = session.exec(joined.where(col(AttemptRow.sampled), own, not_(kept)).limit(most)).all()
        for row in rows:
            keep_scorers_ratings(session, row)
        return len(rows)


def state_of_ratings(database: Database) -> tuple[int, int]:
    """Changes when agreement may have changed: blind marks are only ever added, by signing a review."""
    signed = select(func.count(), func.coalesce(func.max(ReviewRow.id), 0)).where(
        col(ReviewRow.blind_at).is_not(None), col(ReviewRow.signed_at).is_not(None)
    )
    with database.reading() as session:
        count, last = session.exec(signed).one()
        return count or 0, last or 0


def list_between(database: Database) -> list[Between]:
    """Each version of each scorer with all coaches; and with `rater` empty, coaches with one another."""
    one, coach = aliased(RatingRow), aliased(RatingRow)
    rater = case((col(one.coach), ""), else_=one.rater)
    thing: list[Any] = [coach.rubric, coach.rubric_hash, rater, coach.criterion, coach.check, one.value, coach.value]
    wanted = (
        select(*thing, func.count())  # type: ignore[call-overload]
        .select_from(coach)
        .join(one, and_(*beside_a_coach(one, coach)))
        .group_by(*thing)
        .order_by(*thing[:5])
    )
    with database.reading() as session:
        return _gathered(session.exec(wanted))


def beside_a_coach(one: Any, coach: Any) -> list[ColumnElement[bool]]:
    """A coach's value and another rater's of the same thing; two coaches are compared once."""
    same = [getattr(one, name) == getattr(coach, name) for name in ("attempt", "rubric_hash", "criterion", "check")]
    return [*same, col(coach.coach), or_(not_(col(one.coach)), col(one.rater) < coach.rater)]


def _gathered(rows: Iterable[Any]) -> list[Between]:
    found: dict[tuple[str, ...], Counter[tuple[float, float]]] = {}
    for *thing, first, second, count in rows:
        found.setdefault(tuple(thing), Counter())[first, second] = count
    return [
        Between(rubric, rubric_hash, rater, criterion, check or None, pairs)
        for (rubric, rubric_hash, rater, criterion, check), pairs in found.items()
    ]


def _ratings(row: ScorecardRow, rater: str, coach: bool, card: Scorecard) -> Iterator[RatingRow]:
    def rating(criterion: str, check: str, value: float) -> RatingRow:
        return RatingRow(
            attempt=row.attempt, rubric_hash=row.rubric_hash, rater=rater, coach=coach, rubric=card.rubric,
            criterion=criterion, check=check, value=value,
        )  # fmt: skip

    for criterion in card.criteria:
        if criterion.level is not None:
            yield rating(criterion.id, "", criterion.level)
        for check in criterion.checks:
            if check.result in VALUES:
                yield rating(criterion.id, check.id, VALUES[check.result])


def _replace(session: Session, row: ScorecardRow, rater: str, kept: list[RatingRow]) -> None:
    session.exec(
        delete(RatingRow).where(
            col(RatingRow.attempt) == row.attempt,
            col(RatingRow.rubric_hash) == row.rubric_hash,
            col(RatingRow.rater) == rater,
        )
    )
    session.add_all(kept)
