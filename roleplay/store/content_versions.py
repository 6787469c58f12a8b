"""Content files as attempts used them, by hash: an old attempt can always be read and scored as it was."""

from collections.abc import Mapping

from sqlmodel import Session

from roleplay.errors import NotFound
from roleplay.store.database import Database
from roleplay.store.tables import ContentRow


def keep_texts(session: Session, texts: Mapping[str, tuple[str, str]]) -> None:
    """Keeps `hash -> (kind, text)`; what is there already stays."""
    for hash, (kind, text) in texts.items():
        # held until the attempt that uses it is there: whoever deletes what nobody uses waits, and then sees that attempt
        if session.get(ContentRow, hash, with_for_update={"read": True}) is None:
            session.add(ContentRow(hash=hash, kind=kind, text=text))


def read_text(database: Database, hash: str) -> str:
    with database.reading() as session:
        row = session.get(ContentRow, hash)
    if row is None:
        raise NotFound("content-not-found", hash=hash[:12])
    return row.text
