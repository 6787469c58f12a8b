"""What costs tests much and proves nothing: hashing passwords slowly, and building the same tables again for every test.

`tests/people/test_credentials.py` holds what production hashes with, `tests/store/test_migrate.py` runs every real migration.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic.script import ScriptDirectory
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Connection, inspect

from roleplay.people import credentials
from roleplay.store import migrate
from roleplay.store.database import Database

REAL_UPGRADE = migrate.upgrade


@contextmanager
def cheap_passwords() -> Iterator[None]:
    """Hashes with the least work argon2 allows: 0.1 ms instead of 60 and more."""
    hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(credentials, "HASHER", hasher)
        patch.setattr(credentials, "NOBODYS", hasher.hash("nobody's"))
        yield


@contextmanager
def copied_tables() -> Iterator[None]:
    """Gives an empty SQLite database the tables of one that this process migrated before: 5 ms instead of 100."""
    known = ScriptDirectory(str(migrate.MIGRATIONS))

    def directory(folder: str) -> ScriptDirectory:
        return known if folder == str(migrate.MIGRATIONS) else ScriptDirectory(folder)

    def upgrade(connection: Connection, folder: Path) -> None:
        is_empty = connection.dialect.name == "sqlite" and not inspect(connection).get_table_names()
        if folder != migrate.MIGRATIONS or not is_empty:
            REAL_UPGRADE(connection, folder)
            return
        for order in _orders():
            connection.exec_driver_sql(order)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "upgrade", upgrade)
        patch.setattr(migrate, "ScriptDirectory", directory)
        yield


@contextmanager
def real_migrations() -> Iterator[None]:
    """Inside, every step is taken as in production."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "upgrade", REAL_UPGRADE)
        patch.setattr(migrate, "ScriptDirectory", ScriptDirectory)
        yield


@cache
def _orders() -> list[str]:
    """What makes a migrated database out of an empty one, without the transaction around it."""
    with TemporaryDirectory() as folder, real_migrations():
        database = Database(f"sqlite:///{folder}/migrated.db")
        migrate.migrate(database)
        database.close()
        with closing(sqlite3.connect(f"{folder}/migrated.db")) as migrated:
            return [order for order in migrated.iterdump() if order not in ("BEGIN TRANSACTION;", "COMMIT;")]
