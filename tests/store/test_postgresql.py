"""What PostgreSQL does in its own way and the store does not let anybody notice."""

import subprocess
import sys

import pytest
from sqlalchemy import text

from roleplay.errors import RoleplayError
from roleplay.store import database as door
from roleplay.store.attempts import add_attempt, find_attempt, list_attempts
from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from roleplay.store.people import list_teams
from roleplay.store.tables import TeamRow
from roleplay.store.turns import add_turn, read_turns
from tests.postgresql import MakeDatabase
from tests.store.conftest import OPENING, TEXTS, an_attempt, said


@pytest.fixture
def database(postgresql_url: str) -> Database:
    return Database(postgresql_url)


def test_while_another_writes_readers_read_and_a_writer_is_told_that_it_is_busy(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_attempt(database, an_attempt(), OPENING, TEXTS)
    monkeypatch.setattr(door, "BUSY_SECONDS", 0.05)
    hasty = Database(database.url.render_as_string(hide_password=False))
    with database.writing() as session:
        session.connection()
        assert len(list_attempts(hasty, "alice")) == 1
        with pytest.raises(RoleplayError) as refused:
            add_turn(hasty, "first", said(1, "您好"))
    assert refused.value.code == "store-busy"
    hasty.close()


def test_what_is_read_in_one_go_is_of_one_moment(database: Database) -> None:
    count = text("SELECT count(*) FROM attempt")
    with database.reading() as session:
        before = session.connection().execute(count).scalar()
        add_attempt(database, an_attempt(), OPENING, TEXTS)
        assert session.connection().execute(count).scalar() == before == 0
    with database.reading() as session:
        assert session.connection().execute(count).scalar() == 1


def test_a_character_it_cannot_keep_is_left_out_and_the_rest_is_kept(database: Database) -> None:
    add_attempt(database, an_attempt(), OPENING, TEXTS)

    add_turn(database, "first", said(1, "Good\0 morning 🙂"))
    with database.writing() as session:  # many rows at once
        session.add_all(TeamRow(name=f"No\0rth {n}") for n in range(3))

    assert read_turns(database, "first")[0].turn.text == "Good morning 🙂"
    assert list(list_teams(database).values()) == ["North 0", "North 1", "North 2"]
    with pytest.raises(RoleplayError, match="attempt-not-found"):
        find_attempt(database, "first\0s", "alice")


def test_a_database_without_our_tables_is_said_to_lack_them(new_postgresql: MakeDatabase) -> None:
    with pytest.raises(RoleplayError) as refused:
        list_attempts(Database(new_postgresql(empty=True)), "alice")
    assert refused.value.code == "store-not-migrated"


def test_a_server_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(RoleplayError) as refused:
        migrate(Database("postgresql+psycopg://nobody@127.0.0.1:1/roleplay"))
    assert refused.value.code == "store-away"


def test_two_processes_that_start_at_once_both_find_their_tables(new_postgresql: MakeDatabase) -> None:
    url = new_postgresql(empty=True)
    program = (
        "import sys; from roleplay.store.database import Database; from roleplay.store.migrate import migrate;"
        "migrate(Database(sys.argv[1]))"
    )
    started = [subprocess.Popen([sys.executable, "-c", program, url], stderr=subprocess.PIPE) for _ in range(2)]

    assert [(process.communicate()[1], process.returncode) for process in started] == [(b"", 0), (b"", 0)]
    assert list_attempts(Database(url), "alice") == []
