"""Removes what deleted rows leave in an SQLite file: remains in half-filled pages and in the write-ahead log.

`secure_delete` blanks a row where it lay, but moving rows between pages leaves copies; a test finds them without VACUUM.
"""

from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from roleplay.store.database import Database, readable_errors

UNSWEPT, SWEPT = 1, 0  # kept in the file itself, as `user_version`: whichever process sweeps next sees it


def mark_for_vacuum(session: Session) -> None:
    """Together with what is deleted, in the same transaction."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text(f"PRAGMA user_version = {UNSWEPT}"))


def vacuum(database: Database) -> bool:
    """Writes the file anew without what was deleted, and empties the log. Does nothing where nothing was deleted.

    False while others hold on to the log: then it is for the next time. Another database than SQLite cleans up by itself.
    Raises RoleplayError `store-busy` when somebody writes all the while.
    """
    if database.file is None:
        return True
    with readable_errors(), database.engine.connect() as lent:
        file = lent.connection.driver_connection
        assert file is not None
        if file.execute("PRAGMA user_version").fetchone()[0] == SWEPT:
            return True
        file.execute("VACUUM")
        busy = bool(file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
        if not busy:
            file.execute(f"PRAGMA user_version = {SWEPT}")
        return not busy


def size_of(database: Database) -> int:
    """Bytes of the SQLite file, 0 for another database."""
    return database.file.stat().st_size if database.file and database.file.exists() else 0


def old_copies(database: Database) -> list[Path]:
    """Copies of the file that migrations left beside it: they still hold what was deleted since."""
    file = database.file
    return sorted(file.parent.glob(f"{file.stem}.*-*{file.suffix}")) if file else []
