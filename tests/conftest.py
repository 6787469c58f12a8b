"""What all tests share: databases, on SQLite and on PostgreSQL."""

import gc
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.store import database as store_database
from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from tests import cheap, postgresql
from tests.postgresql import MakeDatabase

# for tests of what only an SQLite file has
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True, scope="session")
def no_waiting_for_the_disk() -> Iterator[None]:
    """Tests need no commits that outlive a power cut: ten milliseconds each would be minutes."""
    kept, store_database.LASTING = store_database.LASTING, "NORMAL"
    yield
    store_database.LASTING = kept


@pytest.fixture(autouse=True, scope="session")
def cheap_beginnings() -> Iterator[None]:
    """Tests need no passwords that withstand a thief, and no tables that were built step by step."""
    with cheap.cheap_passwords(), cheap.copied_tables():
        yield


@pytest.fixture(autouse=True)
def what_is_logged_stays() -> Iterator[None]:
    """A rehearsal and `serve` say for their whole process what is logged: the next test is another process to them."""
    ours = logging.getLogger("roleplay")
    before = ours.level
    yield
    ours.setLevel(before)


@pytest.fixture(scope="session")
def new_postgresql() -> Iterator[MakeDatabase]:
    """Makes databases on PostgreSQL, with our tables or empty; where there is none, its tests are skipped."""
    if not postgresql.is_there():
        pytest.skip(postgresql.MISSING)
    with postgresql.running() as make:
        yield make


@pytest.fixture
def postgresql_url(new_postgresql: MakeDatabase) -> str:
    """A PostgreSQL database of its own, with our tables."""
    return new_postgresql()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of its own, on SQLite or, for the tests of the store, on PostgreSQL too."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path / 'practice.db'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """That database with our tables, opened."""
    database = Database(database_url)
    migrate(database)
    yield database
    database.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """How long something takes is asked with --clock (`make bench`): beside other work the answer says nothing."""
    chosen: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for item in items:
        chosen[item.get_closest_marker("clock") is not None].append(item)
    wanted = bool(config.getoption("--clock"))
    items[:] = chosen[wanted]
    config.hook.pytest_deselected(items=chosen[not wanted])


def pytest_collection_finish() -> None:
    """What was imported until now stays: to look through it for garbage again and again is a tenth of all the work."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--clock", action="store_true", help="only the tests that look at a clock, which need a quiet machine"
    )
    parser.addoption("--everywhere", action="store_true", help="every test that has a database runs on PostgreSQL too")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The store's tests meet both databases; those above it do with --everywhere, since that takes minutes."""
    chosen = any("database_url" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize"))
    if "database_url" not in metafunc.fixturenames or chosen:
        return
    both = metafunc.config.getoption("--everywhere") or "store" in Path(metafunc.definition.path).parts
    metafunc.parametrize("database_url", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True)
