"""PostgreSQL for tests: the server that ROLEPLAY_TEST_POSTGRESQL names, or one started from the `initdb` of this machine."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url

from roleplay.store.database import Database
from roleplay.store.migrate import migrate

GIVEN = (
    "ROLEPLAY_TEST_POSTGRESQL"  # an address that may make databases, such as postgresql+psycopg://me@127.0.0.1/postgres
)
MISSING = f"neither PostgreSQL's initdb is here (Debian: apt-get install postgresql) nor a server's address in {GIVEN}"
OWNER = "postgres"  # PostgreSQL refuses to run as root: root starts it as the user whom Debian's package makes
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=100"


class MakeDatabase(Protocol):
    """Makes a database and returns its address."""

    def __call__(self, empty: bool = False) -> str: ...


def programs() -> Path | None:
    """Where `initdb` and `pg_ctl` are; Debian keeps them out of the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def is_there() -> bool:
    return bool(os.environ.get(GIVEN)) or programs() is not None


@contextmanager
def running() -> Iterator[MakeDatabase]:
    if given := os.environ.get(GIVEN):
        yield from _databases(make_url(given))
        return
    bin = programs()
    assert bin is not None, MISSING
    # a root's own TMPDIR may be closed to the user who runs it
    place = "/tmp" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="roleplay-pg-", dir=place, ignore_cleanup_errors=True) as folder:
        data, port = Path(folder) / "data", _free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        _run(bin / "initdb", "-D", data, "-A", "trust", "-U", OWNER, "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"{QUICK} -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        _run(bin / "pg_ctl", "-D", data, "-l", Path(folder) / "log", "-o", options, "-w", "start")
        try:
            yield from _databases(make_url(f"postgresql+psycopg://{OWNER}@127.0.0.1:{port}/postgres"))
        finally:
            _run(bin / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _databases(server: URL) -> Iterator[MakeDatabase]:
    """All are copies of one that was migrated; on a server that stays they are dropped at the end."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    names = (f"roleplay_test_{os.getpid()}_{number}" for number in count())
    template, made = next(names), []

    def tell(order: str) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql(order)

    def make(empty: bool = False) -> str:
        name = next(names)
        tell(f"CREATE DATABASE {name} TEMPLATE {'template0' if empty else template}")
        made.append(name)
        return server.set(database=name).render_as_string(hide_password=False)

    tell(f"CREATE DATABASE {template}")
    try:
        first = Database(server.set(database=template).render_as_string(hide_password=False))
        migrate(first)
        first.close()
        yield make
    finally:
        for name in (*made, template) if GIVEN in os.environ else ():
            tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        engine.dispose()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _run(*command: object) -> None:
    user = OWNER if os.geteuid() == 0 else None
    done = subprocess.run([str(each) for each in command], user=user, cwd="/", capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
