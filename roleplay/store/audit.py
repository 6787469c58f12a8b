"""Writes the audit trail. A deed is recorded by whoever does it in the store, in the same transaction: both or neither."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from roleplay.audit_entry import SYSTEM, Deed, acting, actor
from roleplay.person import pseudonym
from roleplay.store.database import Database
from roleplay.store.tables import AuditRow, now

LONGEST = 64  # of an id or an address


def record(session: Session, deed: Deed, subject: str = "", **details: Any) -> None:
    """Adds a deed of who acts just now (`audit_entry.acting`). `details` must hold no person's name or login:
    they could not be erased."""
    who = actor()
    session.add(
        AuditRow(
            at=now(), deed=deed, actor=who.person[:LONGEST], subject=subject[:LONGEST], address=who.address[:LONGEST],
            details=details,
        )
    )  # fmt: skip


def record_now(database: Database, deed: Deed, subject: str = "", **details: Any) -> None:
    """Adds a deed that changes nothing in the database, such as an export."""
    with database.writing() as session:
        record(session, deed, subject, **details)


def record_content(database: Database, hashes: Mapping[str, str]) -> None:
    """Records which content files were added, changed or removed since this was last called; nothing when none was.
    `hashes` are of their texts, by `kind:id`."""
    with database.writing() as session:
        row = _latest_content(session)
        before: dict[str, str] = row.details["files"] if row else {}
        if before == dict(hashes):
            return
        changes: dict[str, Any] = {
            "added": sorted(hashes.keys() - before.keys()),
            "changed": sorted(name for name, hash in hashes.items() if before.get(name, hash) != hash),
            "removed": sorted(before.keys() - hashes.keys()),
        }
        with acting(SYSTEM):
            record(session, "content", **{what: names for what, names in changes.items() if names}, files=dict(hashes))


def forget_person(session: Session, id: str) -> str:
    """Puts a pseudonym in the place of an erased person, takes away from which addresses they came, and records the erasure.
    Returns the pseudonym. Call it in the transaction that erases the account."""
    name = pseudonym(id)
    session.exec(update(AuditRow).where(col(AuditRow.subject) == id).values(subject=name))
    session.exec(update(AuditRow).where(col(AuditRow.actor) == id).values(actor=name, address=""))
    record(session, "erased", name)
    return name


def delete_before(database: Database, moment: datetime) -> int:
    """Deletes what is older; returns how many entries went. The latest `content` stays: the next one is compared with it."""
    with database.writing() as session:
        latest = _latest_content(session)
        kept = latest.id if latest else 0
        gone = session.exec(delete(AuditRow).where(col(AuditRow.at) < moment, col(AuditRow.id) != kept))
        return int(gone.rowcount)


def _latest_content(session: Session) -> AuditRow | None:
    return session.exec(
        select(AuditRow).where(AuditRow.deed == "content").order_by(col(AuditRow.id).desc()).limit(1)
    ).first()
