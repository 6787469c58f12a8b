"""Stores reminders: one a day and seller, shown on the home page until dismissed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from roleplay.errors import NotFound, RoleplayError
from roleplay.store.database import Database
from roleplay.store.tables import PersonRow, ReminderRow, now


@dataclass(frozen=True)
class Reminder:
    """`coach` is a name, None without an account. `seen_at`: when it was first shown."""

    id: int
    person: str
    coach: str | None
    made_at: datetime
    seen_at: datetime | None
    dismissed_at: datetime | None


def add_reminder(database: Database, person: str, coach: str, day: date) -> None:
    """One a day, whoever sends it. Raises RoleplayError `reminded-today`."""
    try:
        with database.writing(quick=True) as session:
            session.add(ReminderRow(person=person, coach=coach, day=day, made_at=now()))
    except IntegrityError as twice:
        raise RoleplayError("reminded-today") from twice


def latest_reminders(database: Database, people: Collection[str]) -> dict[str, Reminder]:
    """The last one of each of these, put away or not."""
    wanted = (
        select(ReminderRow, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == ReminderRow.coach, isouter=True)
        .where(col(ReminderRow.person).in_(list(people)))
        .order_by(col(ReminderRow.id))
    )
    with database.reading() as session:
        rows = session.exec(wanted)
        return {
            row.person: Reminder(row.id or 0, row.person, name or None, row.made_at, row.seen_at, row.dismissed_at)
            for row, name in rows
        }


def mark_shown(database: Database, id: int) -> None:
    with database.writing(quick=True) as session:
        row = session.get_one(ReminderRow, id)
        row.seen_at = row.seen_at or now()


def dismiss_reminder(database: Database, person: str, id: int) -> None:
    """Idempotent. Raises NotFound for what was not sent to this person."""
    with database.writing(quick=True) as session:
        row = session.get(ReminderRow, id)
        if row is None or row.person != person:
            raise NotFound("reminder-not-found")
        row.dismissed_at = row.dismissed_at or now()
