"""Brings a database to the tables this version knows: copies an SQLite file first, refuses a newer database by name."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from roleplay.errors import RoleplayError
from roleplay.store.database import Database, readable_errors
from roleplay.store.tables import now

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: Database, folder: Path = MIGRATIONS) -> Path | None:
    """Returns where the old SQLite file was copied to, None when there was nothing to keep or nothing to do.

    Raises RoleplayError `store-newer` or `store-foreign`, and then leaves the database as it was.
    """
    script = ScriptDirectory(str(folder))
    head = script.get_current_head()
    with readable_errors(), database.engine.connect() as connection:
        revision = check_revision(connection, script)
    if revision == head:
        return None
    copy = copy_beside(database.file, revision) if revision and database.file else None
    with readable_errors(), database.writer.begin() as connection:
        if check_revision(connection, script) != head:  # another process may have been quicker
            upgrade(connection, folder)
    return copy


def check_revision(connection: Connection, script: ScriptDirectory) -> str | None:
    """The revision the database is at, None for an empty one."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None and inspect(connection).get_table_names():
        raise RoleplayError("store-foreign")
    known = {each.revision for each in script.walk_revisions()}
    if revision is not None and revision not in known:
        raise RoleplayError("store-newer", revision=revision, known=script.get_current_head() or "-")
    return revision


def upgrade(connection: Connection, folder: Path) -> None:
    config = Config()  # no alembic.ini: it works from an installed package
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def copy_beside(file: Path, revision: str) -> Path:
    """A whole copy by SQLite's own means, so that what still lies in the write-ahead log is in it."""
    name = f"{file.stem}.{revision}.{now():%Y%m%d-%H%M%S-%f}{file.suffix}"
    copy = file.with_name(name)
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.Error as trouble:
        copy.unlink(missing_ok=True)
        raise RoleplayError("store-failed", reason=str(trouble)) from trouble
    return copy
