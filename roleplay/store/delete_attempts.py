"""Deletes attempts with every row that came of them, and content that no attempt uses any more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Table, Text, cast, delete, func, select
from sqlmodel import Session

from roleplay.store.audit import record
from roleplay.store.branches import family_of
from roleplay.store.database import Database
from roleplay.store.tables import METADATA
from roleplay.store.vacuum import mark_for_vacuum

AT_ONCE = 200  # attempts in a transaction: nobody waits long for it
ATTEMPT, SCORECARD, CONTENT = (METADATA.tables[name] for name in ("attempt", "scorecard", "content"))


def family_ids(database: Database, id: str) -> list[str]:
    """The ids of an attempt and of all its retries."""
    with database.reading() as session:
        return list(session.execute(family_of([id])).scalars())


def ids_of(database: Database, person: str) -> list[str]:
    """Everything of this person's, also what no list shows."""
    with database.reading() as session:
        return list(session.execute(select(ATTEMPT.c.id).where(ATTEMPT.c.person == person)).scalars())


def ids_before(database: Database, moment: datetime) -> list[str]:
    """What was finished, or if it never was last touched, before this moment; with its retries, which hold its words."""
    last = func.coalesce(ATTEMPT.c.finished_at, ATTEMPT.c.touched_at)
    with database.reading() as session:
        old = session.execute(select(ATTEMPT.c.id).where(last < moment)).scalars().all()
        portions = [old[at : at + AT_ONCE] for at in range(0, len(old), AT_ONCE)]
        return sorted({id for portion in portions for id in session.execute(family_of(portion)).scalars()})


def delete_attempts(database: Database, ids: Sequence[str]) -> int:
    """Deletes these and their retries; returns how many went. What still lies in an SQLite file is for `vacuum`."""
    gone = 0
    for at in range(0, len(ids), AT_ONCE):
        with database.writing() as session:
            gone += _forget(session, list(session.execute(family_of(ids[at : at + AT_ONCE])).scalars()))
    return gone


def _forget(session: Session, ids: list[str]) -> int:
    hashes = _content_of(session, ids)
    owners = select(ATTEMPT.c.person, func.count()).where(ATTEMPT.c.id.in_(ids)).group_by(ATTEMPT.c.person)
    for person, attempts in session.execute(owners.order_by(ATTEMPT.c.person)).all():
        record(session, "deleted", person, attempts=attempts)
    for table in reversed(METADATA.sorted_tables):  # what points at a row goes before it
        if (theirs := _rows_of(table, ids)) is not None:
            session.execute(delete(table).where(theirs))
    _forget_unused(session, hashes)
    mark_for_vacuum(session)
    return len(ids)


def _rows_of(table: Table, ids: list[str]) -> ColumnElement[bool] | None:
    """Found by foreign keys, so that a table added later is not left out; None where nothing hangs on attempts."""
    if table is ATTEMPT:
        return ATTEMPT.c.id.in_(ids)
    for key in table.foreign_keys:
        theirs = _rows_of(key.column.table, ids)
        if theirs is not None:
            return key.parent.in_(select(key.column).where(theirs))
    return None


def _content_of(session: Session, ids: list[str]) -> set[str]:
    used = session.execute(select(ATTEMPT.c.content).where(ATTEMPT.c.id.in_(ids))).scalars()
    scored_by = session.execute(select(SCORECARD.c.rubric_hash).where(SCORECARD.c.attempt.in_(ids))).scalars()
    return {hash for content in used for hash in content.values()} | set(scored_by)


def _forget_unused(session: Session, hashes: set[str]) -> None:
    # locked before they are looked for: an attempt that begins just now is waited for, and then seen
    known = select(CONTENT.c.hash).where(CONTENT.c.hash.in_(hashes)).with_for_update()
    for hash in session.execute(known).scalars().all():
        if not _is_used(session, hash):
            session.execute(delete(CONTENT).where(CONTENT.c.hash == hash))


def _is_used(session: Session, hash: str) -> bool:
    begun_with = select(ATTEMPT.c.id).where(cast(ATTEMPT.c.content, Text).contains(hash))
    scored_by = select(SCORECARD.c.id).where(SCORECARD.c.rubric_hash == hash)
    return any(session.execute(wanted.limit(1)).first() is not None for wanted in (begun_with, scored_by))
