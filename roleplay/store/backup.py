"""A whole copy of the database in one file, and back: SQLite's online copy, or PostgreSQL's own tools.

Copying the SQLite file by hand loses what still lies in its write-ahead log; this does not, also while a server runs.
"""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import which

from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL

from roleplay.errors import RoleplayError
from roleplay.store.database import Database, readable_errors
from roleplay.store.migrate import MIGRATIONS, copy_beside
from roleplay.store.server_lock import only_server

OWN = 0o600  # what people wrote is for whoever runs the server, and nobody else on the machine
SQLITE_HEAD = b"SQLite format 3\x00"


def back_up(database: Database, target: Path) -> int:
    """Writes a new file, plain SQLite or PostgreSQL's custom format, whole or not at all; returns its size in bytes.

    Raises RoleplayError `backup-there`, `backup-tool`, `backup-failed`, or what reading the database raises.
    """
    if target.exists():
        raise RoleplayError("backup-there", file=str(target))
    part = target.with_name(f".{target.name}.part")
    try:
        part.touch(mode=OWN)
        if database.file:
            _copy(database.file, part)
        else:
            _run("pg_dump", database.url, ["--format=custom", "--no-owner", f"--file={part}"])
        os.link(part, target)  # unlike a rename it overwrites nothing that came meanwhile
    except FileExistsError as there:
        raise RoleplayError("backup-there", file=str(target)) from there
    except OSError as trouble:
        raise RoleplayError("backup-failed", reason=trouble.strerror or str(trouble)) from trouble
    finally:
        part.unlink(missing_ok=True)
    return target.stat().st_size


def restore(database: Database, source: Path, replace: bool = False) -> Path | None:
    """Puts a backup in the place of the database; returns where the SQLite file that was there is kept.

    Raises RoleplayError `restore-there` when there is data and `replace` is not given, `store-served` while a server runs,
    `restore-odd` for a file that is no backup of this kind, or of a newer version.
    """
    if has_data(database) and not replace:
        raise RoleplayError("restore-there")
    with only_server(database):
        if database.file is None:
            if not source.read_bytes()[:5] == b"PGDMP":
                raise RoleplayError("restore-odd", file=str(source), why="PostgreSQL")
            _run(
                "pg_restore",
                database.url,
                ["--clean", "--if-exists", "--no-owner", "--single-transaction", str(source)],
            )
            return None
        _check_sqlite(source)
        kept = copy_beside(database.file, "replaced") if database.file.exists() else None
        database.close()
        database.file.parent.mkdir(parents=True, exist_ok=True)
        _put_in_place(source, database.file)
        return kept


def has_data(database: Database) -> bool:
    """Whether anybody or anything is in the database."""
    if database.file and not database.file.exists():
        return False
    with readable_errors(), database.engine.connect() as connection:
        names = connection.dialect.get_table_names(connection)
        wanted = [name for name in ("attempt", "person") if name in names]
        return any(connection.exec_driver_sql(f"SELECT 1 FROM {name} LIMIT 1").first() for name in wanted)


def _put_in_place(source: Path, file: Path) -> None:
    """The file changes in one step; who still has the old one open goes on with that. Its write-ahead log is no part of the new."""
    part = file.with_name(f".{file.name}.part")
    try:
        _copy(source, part)
        for log in ("-wal", "-shm"):
            file.with_name(file.name + log).unlink(missing_ok=True)
        part.replace(file)
    except OSError as trouble:
        raise RoleplayError("backup-failed", reason=trouble.strerror or str(trouble)) from trouble
    finally:
        part.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """SQLite's online copy: of one moment, with what lies in the write-ahead log; the copy is one plain file."""
    try:
        with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
            there.backup(here)
            here.execute("PRAGMA journal_mode=DELETE")
        target.chmod(OWN)
    except sqlite3.Error as trouble:
        raise RoleplayError("backup-failed", reason=str(trouble)) from trouble


def _check_sqlite(source: Path) -> None:
    """Raises RoleplayError `restore-odd` unless the file is whole and of a version that we know."""
    with source.open("rb") as file:
        if file.read(len(SQLITE_HEAD)) != SQLITE_HEAD:
            raise RoleplayError("restore-odd", file=str(source), why="SQLite")
    with _reading(source) as copy:
        whole = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    known = {each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if not whole or revision is None:
        raise RoleplayError("restore-odd", file=str(source), why="SQLite")
    if revision[0] not in known:
        raise RoleplayError("store-newer", revision=revision[0], known=max(known))


@contextmanager
def _reading(source: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
            yield copy
    except sqlite3.Error as odd:
        raise RoleplayError("restore-odd", file=str(source), why="SQLite") from odd


def _run(tool: str, url: URL, arguments: list[str]) -> None:
    """One of PostgreSQL's own programs; the password goes by the environment, where no list of processes shows it."""
    if which(tool) is None:
        raise RoleplayError("backup-tool", tool=tool)
    address = url.set(drivername="postgresql", password=None).render_as_string()
    secret = {"PGPASSWORD": url.password} if url.password else {}
    done = subprocess.run(
        [tool, *arguments, f"--dbname={address}"],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RoleplayError("backup-failed", reason=(done.stderr.strip().splitlines() or [tool])[-1])
