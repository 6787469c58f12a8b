"""The database waits for others, keeps references whole, and says in our words what is wrong."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from roleplay.attempt import Attempt
from roleplay.errors import RoleplayError
from roleplay.store import database as door
from roleplay.store.attempts import add_attempt, find_attempt, list_attempts
from roleplay.store.database import Database
from roleplay.store.tables import METADATA
from roleplay.store.turns import add_turn
from tests.conftest import ON_SQLITE
from tests.store.conftest import OPENING, TEXTS, an_attempt, said


@ON_SQLITE
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("busy_timeout", 10_000), ("foreign_keys", 1), ("synchronous", 1)]
)
def test_every_connection_is_set_up(database: Database, pragma: str, value: object) -> None:
    with database.reading() as session:
        assert session.connection().execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_time_in_any_zone_is_kept_as_the_same_moment_in_utc(database: Database) -> None:
    shanghai = datetime(2026, 11, 21, 17, 30, tzinfo=timezone(timedelta(hours=8)))
    add_attempt(database, an_attempt(started_at=shanghai), OPENING, TEXTS)

    kept = find_attempt(database, "first", "alice").attempt.started_at

    assert kept == shanghai and kept.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="a time without a zone"):
        add_attempt(database, an_attempt(started_at=datetime(2026, 11, 21)), OPENING, TEXTS)


@ON_SQLITE
def test_while_another_writes_readers_read_and_a_writer_is_told_that_it_is_busy(
    tmp_path: Path, database: Database, alice: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "PRAGMAS", ("busy_timeout=50",))
    hasty = Database(f"sqlite:///{tmp_path / 'practice.db'}")
    with database.writing() as session:
        session.connection()
        assert list_attempts(hasty, "alice") == [alice]
        with pytest.raises(RoleplayError) as refused:
            add_turn(hasty, alice.id, said(1, "您好"))
    assert refused.value.code == "store-busy"


def test_what_is_raised_inside_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        session.connection().execute(text("INSERT INTO content VALUES ('h', 'scenario', 't')"))
        raise ZeroDivisionError

    with database.reading() as session:
        assert session.connection().execute(text("SELECT count(*) FROM content")).scalar() == 0


@pytest.mark.parametrize(
    ("url", "code"),
    [("not an address", "store-url"), ("sqlite://", "store-memory"), ("sqlite:///:memory:", "store-memory"),
     ("postgresql+nosuchdriver://localhost/roleplay", "store-driver")],
)  # fmt: skip
def test_an_address_that_cannot_be_used_is_refused_by_name(url: str, code: str) -> None:
    with pytest.raises(RoleplayError) as refused:
        Database(url)
    assert refused.value.code == code


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "practice.db").write_bytes(b"this is a letter to my mother " * 40)

    with pytest.raises(RoleplayError) as refused:
        list_attempts(Database(f"sqlite:///{tmp_path / 'practice.db'}"), "alice")
    assert refused.value.code == "store-not-a-database"


def test_a_database_without_our_tables_is_said_to_lack_them(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "practice.db").close()

    with pytest.raises(RoleplayError) as refused:
        list_attempts(Database(f"sqlite:///{tmp_path / 'practice.db'}"), "alice")
    assert refused.value.code == "store-not-migrated"


def test_what_people_wrote_is_in_no_error_message(database: Database, alice: Attempt) -> None:
    with pytest.raises(Exception, match=r"(?i)unique") as broken:
        add_attempt(database, an_attempt(persona="my secret"), OPENING, TEXTS)
    assert "my secret" not in str(broken.value)


def test_the_tables_can_be_made_in_postgresql_too() -> None:
    made = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in METADATA.sorted_tables]

    assert len(made) == len(METADATA.tables)
    assert "TIMESTAMP WITH TIME ZONE" in made[0] + made[1]
