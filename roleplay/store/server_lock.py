"""Locks the database for one server: a second one would cut the replies of the first."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text

from roleplay.errors import RoleplayError
from roleplay.store.database import Database, readable_errors

SERVER = 7_041_776_110_520  # the advisory lock that a server holds as long as it runs


@contextmanager
def only_server(database: Database) -> Iterator[None]:
    """Holds the database for this process. It is given back when the process ends, however it ends.

    Raises RoleplayError `store-served`, with the number of the other process where it is known.
    """
    with _by_file(database.file) if database.file else _by_session(database):
        yield


@contextmanager
def _by_file(file: Path) -> Iterator[None]:
    file.parent.mkdir(parents=True, exist_ok=True)
    lock, note = FileLock(file.with_name(f"{file.name}.lock")), file.with_name(f"{file.name}.server")
    try:
        lock.acquire(timeout=0)
    except Timeout as taken:
        raise RoleplayError("store-served", by=_noted(note)) from taken
    except OSError as trouble:
        raise RoleplayError("store-failed", reason=trouble.strerror or str(trouble)) from trouble
    try:
        note.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _noted(note: Path) -> str:
    try:
        return note.read_text(encoding="ascii").strip() or "?"
    except OSError:
        return "?"


@contextmanager
def _by_session(database: Database) -> Iterator[None]:
    """PostgreSQL gives the lock back when the connection goes."""
    with readable_errors(), database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as held:
        if not held.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": SERVER}).scalar_one():
            owner = held.execute(
                text(
                    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = :high AND objid = :low"
                ),
                {"high": SERVER >> 32, "low": SERVER & 0xFFFFFFFF},
            ).scalar()
            raise RoleplayError("store-served", by=str(owner or "?"))
        try:
            yield
        finally:
            held.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": SERVER})  # the pool keeps the connection
