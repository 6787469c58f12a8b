"""Turns filters on a list of talks into conditions: every number on a coach's page leads to a list by these."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, exists, not_, or_
from sqlmodel import col, select

from roleplay.person import Person
from roleplay.store.agreement_drilldown import is_rated
from roleplay.store.tables import AttemptRow, LevelRow, MembershipRow, OutcomeRow, PersonRow, TurnRow
from roleplay.store.visibility import hidden_from, own_teams, within_reach

State = Literal["waiting", "reviewed", "all"]
Result = Literal["scored", "passed", "not_passed"]


@dataclass(frozen=True)
class OutcomeFilter:
    """How a topic (`objection:<id>`, `fact:<id>`) stood at the end, in one of these states."""

    topic: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class RatingFilter:
    """What a coach marked with the score hidden and this rater gave a value too: the scorer with its version, or where
    `rater` is empty another coach. Of any criterion and check where these are None; `check` empty is the level."""

    rater: str
    rubric_hash: str
    criterion: str | None = None
    check: str | None = None


@dataclass(frozen=True)
class Filters:
    """Which talks a coach wants to see. `seller` is an id or a part of a name, `words` stand in a turn; times are moments,
    `until` is the first that is too late. `criterion`: it has a level there. `attempts`: only these, found elsewhere."""

    state: State = "waiting"
    cause: str | None = None
    team: int | None = None
    scenario: str | None = None
    persona: str | None = None
    seller: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    lowest: int | None = None
    highest: int | None = None
    words: str | None = None
    rubric: str | None = None
    criterion: str | None = None
    result: Result | None = None
    ending: str | None = None
    phase: str | None = None
    stood: OutcomeFilter | None = None
    rated: RatingFilter | None = None
    attempts: frozenset[str] | None = None


def conditions(person: Person, filters: Filters, cause: bool = True) -> list[ColumnElement[bool]]:
    """Within this person's reach; without `cause`, whatever cause is asked for."""
    made = [
        within_reach(person),
        *_state(filters),
        *_of_talk(person, filters),
        *_of_end(filters),
        *_score(person, filters),
    ]
    if cause and filters.cause:
        made.append(col(AttemptRow.queue) == filters.cause)
    if filters.words:
        said = col(TurnRow.text).icontains(filters.words, autoescape=True)
        made.append(exists().where(col(TurnRow.attempt) == AttemptRow.id, said))
    if filters.attempts is not None:
        made.append(col(AttemptRow.id).in_(sorted(filters.attempts)))
    if filters.rated is not None:
        rated = filters.rated
        made.append(is_rated(rated.rater, rated.rubric_hash, rated.criterion, rated.check))
    return made


def _state(filters: Filters) -> list[ColumnElement[bool]]:
    if filters.state == "waiting":
        return [col(AttemptRow.queue_rank).is_not(None)]
    return [col(AttemptRow.review).is_not(None)] if filters.state == "reviewed" else []


def _of_talk(person: Person, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.team is not None:
        members = select(MembershipRow.person).where(MembershipRow.team == filters.team, MembershipRow.role == "seller")
        if not person.has("admin"):  # who else practises in a team of others is not to be found out
            members = members.where(col(MembershipRow.team).in_(own_teams(person)))
        yield col(AttemptRow.person).in_(members)
    if filters.scenario:
        yield col(AttemptRow.scenario) == filters.scenario
    if filters.persona:
        yield col(AttemptRow.persona) == filters.persona
    if filters.rubric:
        yield col(AttemptRow.rubric) == filters.rubric
    if filters.seller:
        named = select(PersonRow.id).where(col(PersonRow.name).icontains(filters.seller, autoescape=True))
        yield or_(col(AttemptRow.person) == filters.seller, col(AttemptRow.person).in_(named))
    if filters.since:
        yield col(AttemptRow.finished_at) >= filters.since
    if filters.until:
        yield col(AttemptRow.finished_at) < filters.until


def _of_end(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.ending:
        yield col(AttemptRow.ending) == filters.ending
    if filters.phase:
        yield col(AttemptRow.phase) == filters.phase
    if filters.stood is not None:
        stood = filters.stood
        yield exists().where(
            col(OutcomeRow.attempt) == AttemptRow.id, col(OutcomeRow.topic) == stood.topic,
            col(OutcomeRow.state).in_(stood.states),
        )  # fmt: skip


def _score(person: Person, filters: Filters) -> list[ColumnElement[bool]]:
    """A hidden score is not found by its number either."""
    asked: list[ColumnElement[bool]] = []
    if filters.lowest is not None:
        asked.append(col(AttemptRow.total) >= filters.lowest)
    if filters.highest is not None:
        asked.append(col(AttemptRow.total) <= filters.highest)
    if filters.criterion:
        asked.append(
            exists().where(
                col(LevelRow.attempt) == AttemptRow.id, col(LevelRow.criterion) == filters.criterion,
                col(LevelRow.level).is_not(None),
            )
        )  # fmt: skip
    if filters.result is not None:
        asked.append(col(AttemptRow.total).is_not(None))
    if filters.result in ("passed", "not_passed"):
        asked.append(col(AttemptRow.passed).is_(filters.result == "passed"))
    return [*asked, not_(hidden_from(person))] if asked else []
