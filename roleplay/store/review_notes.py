"""Lists the notes of signed reviews to a seller, the newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from roleplay.store.coach_stats import Scope
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, PersonRow, ReviewRow


@dataclass(frozen=True)
class ReviewNote:
    """`coach` is a name, None without an account."""

    attempt: str
    scenario: str
    coach: str | None
    note: str
    signed_at: datetime


def notes_to(database: Database, scope: Scope, most: int) -> list[ReviewNote]:
    """Of talks in scope; a review without a note says nothing here."""
    wanted = (
        select(ReviewRow, AttemptRow.scenario, PersonRow.name)
        .join(AttemptRow, col(AttemptRow.id) == ReviewRow.attempt)
        .join(PersonRow, col(PersonRow.id) == ReviewRow.coach, isouter=True)
        .where(*scope.talks(), col(ReviewRow.signed_at).is_not(None), ReviewRow.note != "")
        .order_by(col(ReviewRow.signed_at).desc())
    )
    with database.reading() as session:
        rows = session.exec(wanted.limit(most))
        return [
            ReviewNote(row.attempt, scenario, name or None, row.note, row.signed_at) for row, scenario, name in rows
            if row.signed_at
        ]  # fmt: skip
