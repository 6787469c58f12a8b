"""SQLite knows of its own rows, also of those that came since it last looked."""

from sqlalchemy import text

from roleplay.store.attempts import add_attempt
from roleplay.store.database import Database
from roleplay.store.planner_statistics import refresh_statistics
from tests.conftest import ON_SQLITE
from tests.store.conftest import OPENING, TEXTS, an_attempt


@ON_SQLITE
def test_they_follow_what_is_there(database: Database) -> None:
    def known() -> str:
        with database.reading() as session:
            asked = "SELECT stat FROM sqlite_stat1 WHERE idx = 'ix_attempt_queue'"
            return str(session.connection().execute(text(asked)).scalar()).split()[0]

    add_attempt(database, an_attempt(), OPENING, TEXTS)
    refresh_statistics(database)
    assert known() == "1"

    for n in range(9):
        add_attempt(database, an_attempt(f"number-{n}"), OPENING, TEXTS)
    refresh_statistics(database)
    assert known() == "10"


def test_another_database_is_left_to_look_by_itself(database: Database) -> None:
    refresh_statistics(database)
