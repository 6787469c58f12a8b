"""Finds entries of the audit trail: by day, person and deed, a page of them or all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from roleplay.audit_entry import ACTORS, AuditEntry
from roleplay.person import pseudonym
from roleplay.store.database import Database
from roleplay.store.tables import AuditRow, PersonRow

AT_ONCE = 1000  # entries read at once by an export
INSIDE = ("files",)  # what the next entry is compared with, told to nobody


@dataclass(frozen=True)
class AuditFilters:
    """What is looked for; empty is anything. `person` is part of a login or name, a pseudonym or one of `ACTORS`, who acted or
    was acted on; `since` and `until` are moments, the second one excluded."""

    since: datetime | None = None
    until: datetime | None = None
    person: str = ""
    deed: str = ""


def count_entries(database: Database, wanted: AuditFilters) -> int:
    """Counts the entries that fit."""
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(AuditRow).where(*_conditions(session, wanted))).one()


def list_entries(database: Database, wanted: AuditFilters, start: int, most: int) -> list[AuditEntry]:
    """Lists entries that fit, the newest first, from `start` on and at most so many."""
    with database.reading() as session:
        rows = session.exec(_newest_first(session, wanted).offset(start).limit(most)).all()
        return _entries(session, rows)


def all_entries(database: Database, wanted: AuditFilters) -> Iterator[AuditEntry]:
    """Yields every entry that fits, the newest first, with memory for a portion of them only."""
    last: AuditRow | None = None
    while True:
        with database.reading() as session:
            query = _newest_first(session, wanted).limit(AT_ONCE)
            if last is not None:
                earlier = (col(AuditRow.at) == last.at) & (col(AuditRow.id) < last.id)
                query = query.where(or_(col(AuditRow.at) < last.at, earlier))
            rows = session.exec(query).all()
            found = _entries(session, rows)
        yield from found
        if len(rows) < AT_ONCE:
            return
        last = rows[-1]


def _newest_first(session: Session, wanted: AuditFilters) -> Any:
    return (
        select(AuditRow).where(*_conditions(session, wanted)).order_by(col(AuditRow.at).desc(), col(AuditRow.id).desc())
    )


def _conditions(session: Session, wanted: AuditFilters) -> list[Any]:
    found: list[Any] = []
    if wanted.since:
        found.append(col(AuditRow.at) >= wanted.since)
    if wanted.until:
        found.append(col(AuditRow.at) < wanted.until)
    if wanted.deed:
        found.append(AuditRow.deed == wanted.deed)
    if wanted.person:
        ids = _ids_like(session, wanted.person)
        found.append(or_(col(AuditRow.actor).in_(ids), col(AuditRow.subject).in_(ids)))
    return found


def _ids_like(session: Session, text: str) -> list[str]:
    """In Python, since SQLite folds only plain letters."""
    part = text.casefold()
    people = session.exec(select(PersonRow.id, PersonRow.login, PersonRow.name))
    return [text, *(id for id, login, name in people if part in f"{login}\n{name}".casefold())]


def _entries(session: Session, rows: Sequence[AuditRow]) -> list[AuditEntry]:
    ids = {id for row in rows for id in (row.actor, row.subject)}
    people = session.exec(select(PersonRow.id, PersonRow.login, PersonRow.name).where(col(PersonRow.id).in_(ids)))
    named = {id: (login, name) for id, login, name in people}
    return [_entry(row, named) for row in rows]


def _entry(row: AuditRow, named: dict[str, tuple[str, str]]) -> AuditEntry:
    told: dict[str, Any] = {}
    for side, id in (("actor", row.actor), ("subject", row.subject)):
        login, name = named.get(id, ("", ""))
        told |= {side: id if login or id in ACTORS else pseudonym(id), f"{side}_login": login, f"{side}_name": name}
    details = {name: value for name, value in row.details.items() if name not in INSIDE}
    return AuditEntry(id=row.id or 0, at=row.at, deed=row.deed, address=row.address, details=details, **told)
