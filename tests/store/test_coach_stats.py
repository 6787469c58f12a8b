"""Figures over many talks: recent ones weigh more, and what a reader may not see is in none."""

from datetime import timedelta

from roleplay.person import LOCAL
from roleplay.store.attempts import add_attempt
from roleplay.store.coach_stats import Scope, last_talks, levels_of_sellers, talks_between
from roleplay.store.database import Database
from roleplay.store.tables import LevelRow
from tests.store.conftest import OPENING, STARTED, TEXTS, an_attempt

SCOPE = Scope(LOCAL, STARTED)


def talk(database: Database, id: str, days: int, level: int | None, **columns: object) -> None:
    """A talk that ended so many days ago."""
    add_attempt(database, an_attempt(id, finished_at=STARTED - timedelta(days=days), **columns), OPENING, TEXTS)
    with database.writing() as session:
        session.add(LevelRow(attempt=id, criterion="needs", level=level))


def test_two_weeks_of_age_halve_the_weight_of_a_talk(database: Database) -> None:
    talk(database, "new", 1, 5)
    talk(database, "old", 15, 2)

    (cell,) = levels_of_sellers(database, SCOPE, "standard")
    # weights 1 and .5: (5 + 1) / 1.5
    assert (cell.level, cell.n) == (4.0, 2)


def test_the_period_leaves_the_weights_as_they_are(database: Database) -> None:
    talk(database, "new", 1, 5)
    talk(database, "old", 15, 2)
    talk(database, "older", 40, 0)

    (cell,) = levels_of_sellers(database, Scope(LOCAL, STARTED, since=STARTED - timedelta(weeks=4)), "standard")
    assert (cell.level, cell.n) == (4.0, 2)


def test_what_was_not_scored_is_in_no_mean(database: Database) -> None:
    talk(database, "new", 1, None)
    assert levels_of_sellers(database, SCOPE, "standard") == []


def test_private_talks_retries_and_hidden_scores_are_in_no_figure(database: Database) -> None:
    talk(database, "seen", 1, 3)
    talk(database, "private", 1, 0, private=True)
    talk(database, "retry", 1, 0, parent="seen", branch_turn=3)
    talk(database, "hidden", 1, 0, sampled=True, queue="sample")

    (cell,) = levels_of_sellers(database, SCOPE, "standard")
    assert (cell.level, cell.n) == (3.0, 1)


def test_a_trend_is_of_the_last_talks_the_oldest_first(database: Database) -> None:
    for days, level in enumerate((5, 4, 3, 2)):
        talk(database, f"talk-{days}", days, level)
    assert last_talks(database, SCOPE, "standard", ["alice"], 3) == {"alice": [3.0, 4.0, 5.0]}


def test_talks_are_counted_week_by_week(database: Database) -> None:
    for days in (1, 2, 9, 30):
        talk(database, f"talk-{days}", days, 3)
    edges = [STARTED - timedelta(weeks=back) for back in (3, 2, 1)]
    assert talks_between(database, SCOPE, edges) == [0, 1, 2]
