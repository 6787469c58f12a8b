"""Adds, finds, lists and finishes attempts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from roleplay.attempt import Attempt
from roleplay.errors import NotFound
from roleplay.person import Person
from roleplay.store.content_versions import keep_texts
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, now
from roleplay.store.visibility import within_reach
from roleplay.transcript import AttemptKind, Ending


@dataclass(frozen=True)
class Opened:
    """An attempt with the director's state before its first turn."""

    attempt: Attempt
    opening: dict[str, Any]


def add_attempt(
    database: Database, attempt: Attempt, opening: dict[str, Any], texts: Mapping[str, tuple[str, str]]
) -> None:
    """Stores a new attempt with the content it uses: `texts` maps hash -> (kind, text)."""
    with database.writing() as session:
        keep_texts(session, texts)
        session.add(AttemptRow(**attempt.model_dump(), opening=opening))


def find_attempt(database: Database, id: str, person: str) -> Opened:
    """The seller's only way to an attempt: not there and not this person's are one answer."""
    with database.reading() as session:
        row = own_row(session, id, person)
        return Opened(as_attempt(row), row.opening)


def find_attempt_to_review(database: Database, id: str, person: Person) -> Opened:
    """The coach's only way to an attempt: not there and out of their reach are one answer."""
    with database.reading() as session:
        row = session.exec(select(AttemptRow).where(AttemptRow.id == id, within_reach(person))).first()
        if row is None:
            raise NotFound("attempt-not-found")
        return Opened(as_attempt(row), row.opening)


def own_row(session: Session, id: str, person: str) -> AttemptRow:
    row = session.get(AttemptRow, id)
    if row is None or row.person != person:
        raise NotFound("attempt-not-found")
    return row


def list_attempts(database: Database, person: str, kind: AttemptKind = "practice") -> list[Attempt]:
    """Newest first, without abandoned ones."""
    wanted = (
        select(AttemptRow)
        .where(AttemptRow.person == person, AttemptRow.kind == kind, col(AttemptRow.abandoned).is_(False))
        .order_by(col(AttemptRow.started_at).desc(), col(AttemptRow.id))
    )
    with database.reading() as session:
        return [as_attempt(row) for row in session.exec(wanted)]


def count_open(database: Database, since: datetime) -> int:
    """Counts practice that is not finished and was touched at or after this moment."""
    open_ones = select(func.count()).select_from(AttemptRow).where(
        AttemptRow.kind == "practice", col(AttemptRow.finished_at).is_(None), col(AttemptRow.touched_at) >= since
    )  # fmt: skip
    with database.reading() as session:
        return session.exec(open_ones).one()


def finish_attempt(database: Database, id: str, ending: Ending | None, abandoned: bool = False) -> Attempt:
    """Marks it finished; one that is finished already stays as it is."""
    with database.writing() as session:
        row = session.get_one(AttemptRow, id)
        if row.finished_at is None:
            row.finished_at = row.touched_at = now()
            row.ending, row.abandoned = ending, abandoned
        return as_attempt(row)


def as_attempt(row: AttemptRow) -> Attempt:
    return Attempt.model_validate(row.model_dump(exclude={"opening"}))
