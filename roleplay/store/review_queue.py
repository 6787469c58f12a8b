"""Reads and writes the coach's queue: filtered, counted, ordered and paged in the database, without reading scorecards."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_
from sqlmodel import col, select

from roleplay.attempt import Attempt
from roleplay.person import Person
from roleplay.store.attempts import as_attempt
from roleplay.store.database import Database
from roleplay.store.filters import Filters, conditions
from roleplay.store.ratings import keep_scorers_ratings
from roleplay.store.tables import AttemptRow, DisputeRow, PersonRow, ReviewRow, ScorecardRow
from roleplay.store.visibility import hidden_from


@dataclass(frozen=True)
class WaitingTalk:
    """`seller` is their name, None without an account. `hidden`: this coach must not see the score yet."""

    attempt: Attempt
    seller: str | None
    hidden: bool


def list_waiting(database: Database, person: Person, filters: Filters, skip: int, most: int) -> list[WaitingTalk]:
    """Within this person's reach, in the order of the queue; what was reviewed, the newest first."""
    wanted = (
        select(AttemptRow, PersonRow.name, hidden_from(person))
        .join(PersonRow, col(PersonRow.id) == AttemptRow.person, isouter=True)
        .where(*conditions(person, filters))
        .order_by(*_order(filters))
    )
    with database.reading() as session:
        rows = session.exec(wanted.offset(skip).limit(most))
        return [WaitingTalk(as_attempt(row), name, bool(hidden)) for row, name, hidden in rows]


def count_waiting(database: Database, person: Person, filters: Filters) -> dict[str | None, int]:
    """How many there are of each cause, whatever cause the filters ask for; None is out of the queue."""
    every = conditions(person, filters, cause=False)
    wanted = select(AttemptRow.queue, func.count()).where(*every).group_by(col(AttemptRow.queue))
    with database.reading() as session:
        return dict(session.exec(wanted).all())


def next_waiting(database: Database, person: Person, filters: Filters, attempt: Attempt) -> str | None:
    """The one after `attempt` in the queue, else the first; None when no other waits."""
    wanted = (
        select(AttemptRow.id)
        .where(*conditions(person, filters), AttemptRow.id != attempt.id)
        .order_by(not_(_comes_after(attempt)), *_order(filters))
    )
    with database.reading() as session:
        return session.exec(wanted.limit(1)).first()


def _order(filters: Filters) -> list[ColumnElement[Any]]:
    if filters.state == "waiting":
        return [col(AttemptRow.queue_rank).asc(), col(AttemptRow.finished_at).asc(), col(AttemptRow.id).asc()]
    return [col(AttemptRow.finished_at).desc(), col(AttemptRow.id).asc()]


def _comes_after(attempt: Attempt) -> ColumnElement[bool]:
    rank, finished = col(AttemptRow.queue_rank), col(AttemptRow.finished_at)
    later = or_(finished > attempt.finished_at, and_(finished == attempt.finished_at, col(AttemptRow.id) > attempt.id))
    return or_(rank > (attempt.queue_rank or 0), and_(rank == (attempt.queue_rank or 0), later))


def put_in_queue(
    database: Database, attempt: str, why: str | None, rank: int | None, note: dict[str, object], sampled: bool
) -> None:
    """Why a coach should look at it, and how soon; None takes it out. `sampled`: drawn for measuring agreement."""
    with database.writing(quick=True) as session:
        row = session.get_one(AttemptRow, attempt)
        if sampled and not row.sampled:
            for card in session.exec(select(ScorecardRow).where(ScorecardRow.attempt == attempt)).all():
                keep_scorers_ratings(session, card)
        row.sampled = sampled
        row.queue, row.queue_rank, row.queue_note = why, rank, note


def is_first(database: Database, attempt: Attempt) -> bool:
    """Whether it is this seller's first finished talk in this scenario that others may know of."""
    earlier = select(AttemptRow.id).where(
        AttemptRow.person == attempt.person,
        AttemptRow.kind == "practice",
        AttemptRow.scenario == attempt.scenario,
        AttemptRow.id != attempt.id,
        col(AttemptRow.abandoned).is_(False),
        col(AttemptRow.finished_at).is_not(None),
        col(AttemptRow.parent).is_(None),
        col(AttemptRow.private).is_(False),
        AttemptRow.started_at < attempt.started_at,
    )
    with database.reading() as session:
        return session.exec(earlier.limit(1)).first() is None


def is_disputed(database: Database, attempt: str) -> bool:
    """Whether the seller disagrees with something that no coach has signed off since."""
    signed = select(func.max(ReviewRow.signed_at)).where(ReviewRow.attempt == attempt).scalar_subquery()
    unsettled = or_(signed.is_(None), col(DisputeRow.made_at) > signed)
    with database.reading() as session:
        wanted = select(DisputeRow.id).where(DisputeRow.attempt == attempt, unsettled)
        return session.exec(wanted.limit(1)).first() is not None
