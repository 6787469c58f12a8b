"""What people are called, many at once: lists and threads of comments show names, not ids."""

from collections.abc import Iterable

from sqlmodel import col, select

from roleplay.store.database import Database
from roleplay.store.tables import PersonRow


def names_of(database: Database, ids: Iterable[str]) -> dict[str, str]:
    """By id; who has no account (any more) is not in it."""
    with database.reading() as session:
        rows = session.exec(select(PersonRow.id, PersonRow.name).where(col(PersonRow.id).in_(set(ids))))
        return dict(rows.all())
