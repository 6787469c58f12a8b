"""The door to the database: one engine, short transactions, and errors that people can read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    IntegrityError,
    NoResultFound,
    NoSuchModuleError,
    OperationalError,
)
from sqlmodel import Session

from roleplay.errors import NotFound, RoleplayError

BUSY_SECONDS = 10.0  # how long a writer waits for another before people are told
CACHE = 32_000  # KiB of a connection: figures over many talks read their index again and again
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

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with readable_errors(), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed whole at the end, or nothing of it."""
        writer = self.engine.execution_options(writes=True)
        with readable_errors(), Session(writer, expire_on_commit=False) as session, session.begin():
            yield session

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
        engine = create_engine(url, hide_parameters=True, json_serializer=partial(json.dumps, ensure_ascii=False))
    except (NoSuchModuleError, ModuleNotFoundError) as missing:
        raise RoleplayError("store-driver", driver=url.drivername) from missing
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _make_folder)
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    return engine


def _make_folder(dialect: Any, record: Any, arguments: list[str], options: dict[str, Any]) -> None:
    Path(arguments[0]).parent.mkdir(parents=True, exist_ok=True)


def _set_pragmas(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # Python's driver would begin transactions late, and never for reading
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes its place at once: one that only finds out later that it writes cannot wait, it fails."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


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
    if "locked" in reason or "busy" in reason:
        return RoleplayError("store-busy")
    if "no such table" in reason:
        return RoleplayError("store-not-migrated")
    return RoleplayError("store-failed", reason=reason.splitlines()[0])
