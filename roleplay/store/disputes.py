"""Stores sellers' disputes of a scorecard until they are withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from roleplay.store.database import Database
from roleplay.store.tables import DisputeRow, now


@dataclass(frozen=True)
class Dispute:
    """A `check` the seller disagrees with, or an `objection` they did answer: one of the two is set."""

    id: int
    attempt: str
    scorecard: int
    person: str
    check: str | None
    objection: str | None
    reason: str
    made_at: datetime


def keep_dispute(
    database: Database, attempt: str, scorecard: int, person: str, reason: str,
    *, check: str | None = None, objection: str | None = None,
) -> Dispute:  # fmt: skip
    """Said again of the same check or objection, the new reason takes the old one's place; said twice at once, too."""
    said = database, attempt, scorecard, person, reason, check, objection
    try:
        return _keep(*said)
    except IntegrityError:  # another process was quicker: now its row is there
        return _keep(*said)


def _keep(
    database: Database, attempt: str, scorecard: int, person: str, reason: str, check: str | None, objection: str | None
) -> Dispute:
    with database.writing() as session:
        row = _same(session, attempt, scorecard, person, check, objection)
        if row is None:
            row = DisputeRow(
                attempt=attempt, scorecard=scorecard, person=person, check=check, objection=objection,
                reason=reason, made_at=now(),
            )  # fmt: skip
            session.add(row)
        row.reason, row.made_at = reason, now()
        session.flush()
        return _as_dispute(row)


def list_disputes(database: Database, attempt: str) -> list[Dispute]:
    """All of an attempt's, in the order they were made."""
    wanted = select(DisputeRow).where(DisputeRow.attempt == attempt).order_by(col(DisputeRow.id))
    with database.reading() as session:
        return [_as_dispute(row) for row in session.exec(wanted)]


def withdraw_dispute(database: Database, attempt: str, person: str, id: int) -> None:
    """Takes back one of this attempt's and this person's; what is not there any more is no trouble."""
    place = col(DisputeRow.id) == id, col(DisputeRow.attempt) == attempt, col(DisputeRow.person) == person
    with database.writing() as session:
        session.exec(delete(DisputeRow).where(*place))


def _same(
    session: Session, attempt: str, scorecard: int, person: str, check: str | None, objection: str | None
) -> DisputeRow | None:
    wanted = select(DisputeRow).where(
        DisputeRow.attempt == attempt, DisputeRow.scorecard == scorecard, DisputeRow.person == person,
        DisputeRow.check == check, DisputeRow.objection == objection,
    )  # fmt: skip
    return session.exec(wanted).first()


def _as_dispute(row: DisputeRow) -> Dispute:
    return Dispute(**row.model_dump())


def disputes_by_attempt(database: Database, attempts: Iterable[str]) -> dict[str, list[Dispute]]:
    """By attempt, in the order they were said."""
    wanted = select(DisputeRow).where(col(DisputeRow.attempt).in_(list(attempts))).order_by(col(DisputeRow.id))
    found: dict[str, list[Dispute]] = {}
    with database.reading() as session:
        for row in session.exec(wanted):
            found.setdefault(row.attempt, []).append(Dispute(**row.model_dump()))
    return found
