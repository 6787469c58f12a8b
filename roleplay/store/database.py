"""Opens the database: one engine, short transactions, and errors that people can read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DataError,
    IntegrityError,
    NoResultFound,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
)
from sqlmodel import Session

from roleplay.errors import NotFound, RoleplayError
from roleplay.metrics import database_time
from roleplay.store import postgresql

BUSY_SECONDS = 10.0  # how long a writer waits for another before people are told
CACHE = 32_000  # KiB of a connection: figures over many talks read their index again and again
LASTING = "FULL"  # SQLite's word for a commit that outlives a power cut
PRAGMAS = (
    "journal_mode=WAL", f"busy_timeout={int(BUSY_SECONDS * 1000)}", "foreign_keys=ON", "synchronous=NORMAL",
    f"cache_size=-{CACHE}", "secure_delete=ON",
)  # fmt: skip


class Database:
    """A database by its SQLAlchemy address. Nothing is opened before it is first used."""

    def __init__(self, url: str) -> None:
        self.url = read_url(url)
        self.engine = make_engine(self.url)

    @property
    def file(self) -> Path | None:
        """Where it lies when it is an SQLite file."""
        return Path(self.url.database) if self.url.get_backend_name() == "sqlite" and self.url.database else None

    @cached_property
    def reader(self) -> Engine:
        """What is read in one transaction is of one moment."""
        return self.engine.execution_options(**(postgresql.READING if self._is_postgresql else {}))

    @cached_property
    def writer(self) -> Engine:
        """Writers come one after another."""
        return self.engine.execution_options(writes=True, **(postgresql.WRITING if self._is_postgresql else {}))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with database_time("read"), readable_errors(), Session(self.reader) as session:
            yield session

    @contextmanager
    def writing(self, quick: bool = False) -> Iterator[Session]:
        """One transaction: committed whole at the end, or nothing of it. It then outlives a power cut, which costs SQLite about
        ten milliseconds on an everyday disk; `quick` is for what can be made anew, or is written many times a second."""
        engine = self.writer.execution_options(quick=True) if quick else self.writer
        with (
            database_time("write"),
            readable_errors(),
            Session(engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @property
    def _is_postgresql(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    def check(self) -> None:
        """Raises RoleplayError when the database cannot be used; also when its file was deleted under a running server."""
        if self.file and not self.file.exists():
            raise RoleplayError("store-failed", reason="the file is gone")
        with self.reading() as session:
            session.connection().exec_driver_sql("SELECT 1 FROM attempt LIMIT 1")

    def leave_whole(self) -> None:
        """At a clean stop: what lies in SQLite's write-ahead log goes into the file, so that the file alone is all there is."""
        if self.file:
            with readable_errors(), self.engine.connect() as lent:
                lent.exec_driver_sql("COMMIT")  # a checkpoint cannot run inside a transaction
                lent.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self.close()

    def close(self) -> None:
        self.engine.dispose()


def read_url(text: str) -> URL:
    """Raises RoleplayError `store-url` for what is no address, and `store-memory` for a database without a file."""
    try:
        url = make_url(text)
    except ArgumentError as odd:
        raise RoleplayError("store-url") from odd
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise RoleplayError("store-memory")
    return url


def make_engine(url: URL) -> Engine:
    """Raises RoleplayError `store-driver` when the database's Python driver is not installed."""
    try:
        # what people wrote stays out of error messages, and readable in the database
        engine = create_engine(
            url,
            hide_parameters=True,
            json_serializer=partial(json.dumps, ensure_ascii=False),
            pool_pre_ping=url.get_backend_name() != "sqlite",  # a server may have been started anew meanwhile
        )
    except (NoSuchModuleError, ModuleNotFoundError) as missing:
        raise RoleplayError("store-driver", driver=url.drivername) from missing
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _make_folder)
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    elif engine.dialect.name == "postgresql":
        postgresql.set_up(engine, BUSY_SECONDS)
    return engine


def _make_folder(dialect: Any, record: Any, arguments: list[str], options: dict[str, Any]) -> None:
    """A new file is its owner's alone: it holds what people wrote."""
    file = Path(arguments[0])
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)


def _set_pragmas(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # Python's driver would begin transactions late, and never for reading
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes its place at once: one that only finds out later that it writes cannot wait, it fails."""
    options = connection.get_execution_options()
    if options.get("writes", False):
        connection.exec_driver_sql(f"PRAGMA synchronous={'NORMAL' if options.get('quick') else LASTING}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")


@contextmanager
def readable_errors() -> Iterator[None]:
    """Database trouble as RoleplayError; a broken rule of our own (a row twice) stays what it is. What was there when it
    was looked for, and was deleted meanwhile, is not found: neither a row, nor what a new row would hang on."""
    try:
        yield
    except NoResultFound as gone:
        raise NotFound("gone") from gone
    except IntegrityError as broken:
        if _hangs_on_nothing(broken):
            raise NotFound("gone") from broken
        raise
    except OperationalError as trouble:
        raise _worded(trouble) from trouble
    except (DataError, OverflowError) as odd:  # a number no column holds; in PostgreSQL also a zero byte
        raise RoleplayError("store-unfit") from odd
    except ProgrammingError as trouble:
        if postgresql.code_of(trouble.orig) == postgresql.NO_TABLE:
            raise RoleplayError("store-not-migrated") from trouble
        raise
    except DatabaseError as trouble:
        if type(trouble) is DatabaseError:  # "file is not a database", "disk image is malformed"
            raise RoleplayError("store-not-a-database", reason=str(trouble.orig)) from trouble
        raise
    except OSError as trouble:
        raise RoleplayError("store-failed", reason=trouble.strerror or str(trouble)) from trouble


def _hangs_on_nothing(broken: IntegrityError) -> bool:
    """Whether a foreign key was broken: SQLite says it in words, PostgreSQL with a code."""
    return "FOREIGN KEY" in str(broken.orig) or getattr(broken.orig, "sqlstate", "") == "23503"


def _worded(trouble: OperationalError) -> RoleplayError:
    reason = str(trouble.orig)
    if "locked" in reason or "busy" in reason or postgresql.code_of(trouble.orig) in postgresql.BUSY:
        return RoleplayError("store-busy")
    if "no such table" in reason:
        return RoleplayError("store-not-migrated")
    code = "store-away" if postgresql.is_its(trouble.orig) else "store-failed"
    return RoleplayError(code, reason=reason.splitlines()[0])
