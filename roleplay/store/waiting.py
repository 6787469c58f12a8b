"""The coach's queue as lists need it: filtered, counted, ordered and paged in the database, without a scorecard being read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_
from sqlmodel import col, select

from roleplay.attempt import Attempt
from roleplay.person import Person
from roleplay.store.attempts import as_attempt
from roleplay.store.database import Database
from roleplay.store.reach import within_reach
from roleplay.store.tables import AttemptRow, MembershipRow, PersonRow, ReviewRow, TurnRow

State = Literal["waiting", "reviewed", "all"]


@dataclass(frozen=True)
class Filters:
    """Which talks a coach wants to see. `seller` is an id or a part of a name, `words` stand in a turn; times are moments,
    `until` is the first that is too late."""

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


@dataclass(frozen=True)
class Waiting:
    """`seller` is their name, None without an account. `hidden`: this coach must not see the score yet."""

    attempt: Attempt
    seller: str | None
    hidden: bool


def list_waiting(database: Database, person: Person, filters: Filters, skip: int, most: int) -> list[Waiting]:
    """Within this person's reach, in the order of the queue; what was reviewed, the newest first."""
    wanted = (
        select(AttemptRow, PersonRow.name, hidden_from(person))
        .join(PersonRow, col(PersonRow.id) == AttemptRow.person, isouter=True)
        .where(*_conditions(person, filters))
        .order_by(*_order(filters))
    )
    with database.reading() as session:
        rows = session.exec(wanted.offset(skip).limit(most))
        return [Waiting(as_attempt(row), name, bool(hidden)) for row, name, hidden in rows]


def count_waiting(database: Database, person: Person, filters: Filters) -> dict[str | None, int]:
    """How many there are of each cause, whatever cause the filters ask for; None is out of the queue."""
    every = [*_conditions(person, filters, cause=False)]
    wanted = select(AttemptRow.queue, func.count()).where(*every).group_by(col(AttemptRow.queue))
    with database.reading() as session:
        return dict(session.exec(wanted).all())


def next_waiting(database: Database, person: Person, filters: Filters, attempt: Attempt) -> str | None:
    """The one after `attempt` in the queue, else the first; None when no other waits."""
    wanted = (
        select(AttemptRow.id)
        .where(*_conditions(person, filters), AttemptRow.id != attempt.id)
        .order_by(not_(_comes_after(attempt)), *_order(filters))
    )
    with database.reading() as session:
        return session.exec(wanted.limit(1)).first()


def hidden_from(person: Person) -> ColumnElement[bool]:
    """Drawn by chance, and not yet marked by this coach. What a seller disputes is looked at with open eyes."""
    marked = exists().where(
        col(ReviewRow.attempt) == AttemptRow.id,
        col(ReviewRow.coach) == person.id,
        col(ReviewRow.blind_at).is_not(None),
    )
    drawn = and_(col(AttemptRow.sampled), func.coalesce(AttemptRow.queue, "sample") == "sample")
    return and_(drawn, not_(marked))


def _conditions(person: Person, filters: Filters, cause: bool = True) -> Sequence[ColumnElement[bool]]:
    made = [within_reach(person), *_state(filters), *_of_attempt(filters), *_score(person, filters)]
    if cause and filters.cause:
        made.append(col(AttemptRow.queue) == filters.cause)
    if filters.words:
        said = col(TurnRow.text).icontains(filters.words, autoescape=True)
        made.append(exists().where(col(TurnRow.attempt) == AttemptRow.id, said))
    return made


def _state(filters: Filters) -> list[ColumnElement[bool]]:
    if filters.state == "waiting":
        return [col(AttemptRow.queue_rank).is_not(None)]
    return [col(AttemptRow.review).is_not(None)] if filters.state == "reviewed" else []


def _of_attempt(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.team is not None:
        members = select(MembershipRow.person).where(MembershipRow.team == filters.team, MembershipRow.role == "seller")
        yield col(AttemptRow.person).in_(members)
    if filters.scenario:
        yield col(AttemptRow.scenario) == filters.scenario
    if filters.persona:
        yield col(AttemptRow.persona) == filters.persona
    if filters.seller:
        named = select(PersonRow.id).where(col(PersonRow.name).icontains(filters.seller, autoescape=True))
        yield or_(col(AttemptRow.person) == filters.seller, col(AttemptRow.person).in_(named))
    if filters.since:
        yield col(AttemptRow.finished_at) >= filters.since
    if filters.until:
        yield col(AttemptRow.finished_at) < filters.until


def _score(person: Person, filters: Filters) -> list[ColumnElement[bool]]:
    """A hidden score is not found by its number either."""
    asked: list[ColumnElement[bool]] = []
    if filters.lowest is not None:
        asked.append(col(AttemptRow.total) >= filters.lowest)
    if filters.highest is not None:
        asked.append(col(AttemptRow.total) <= filters.highest)
    return [*asked, not_(hidden_from(person))] if asked else []


def _order(filters: Filters) -> list[ColumnElement[Any]]:
    if filters.state == "waiting":
        return [col(AttemptRow.queue_rank).asc(), col(AttemptRow.finished_at).asc(), col(AttemptRow.id).asc()]
    return [col(AttemptRow.finished_at).desc(), col(AttemptRow.id).asc()]


def _comes_after(attempt: Attempt) -> ColumnElement[bool]:
    rank, finished = col(AttemptRow.queue_rank), col(AttemptRow.finished_at)
    later = or_(finished > attempt.finished_at, and_(finished == attempt.finished_at, col(AttemptRow.id) > attempt.id))
    return or_(rank > (attempt.queue_rank or 0), and_(rank == (attempt.queue_rank or 0), later))
