"""What all tests share: databases, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgresql
from tests.postgresql import MakeDatabase

# for tests of what only an SQLite file has
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


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


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of its own, on SQLite and then on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'practice.db'}"
    return str(request.getfixturevalue("postgresql_url"))
