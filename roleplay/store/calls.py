"""Finds imported calls for whoever may read them."""

from sqlmodel import col, select

from roleplay.attempt import Attempt
from roleplay.errors import NotFound
from roleplay.person import Person
from roleplay.store.attempts import as_attempt
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow
from roleplay.store.visibility import calls_within_reach

MOST = 200  # of a list, the newest


def list_calls(database: Database, person: Person) -> list[Attempt]:
    """Returns the calls this person may read, the newest first."""
    wanted = (
        select(AttemptRow)
        .where(calls_within_reach(person))
        .order_by(col(AttemptRow.started_at).desc(), col(AttemptRow.id))
    )
    with database.reading() as session:
        return [as_attempt(row) for row in session.exec(wanted.limit(MOST))]


def find_call(database: Database, id: str, person: Person) -> Attempt:
    """Raises NotFound for a call that is not there or out of this person's reach: one answer."""
    with database.reading() as session:
        row = session.exec(select(AttemptRow).where(AttemptRow.id == id, calls_within_reach(person))).first()
        if row is None:
            raise NotFound("attempt-not-found")
        return as_attempt(row)
