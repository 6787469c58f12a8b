"""`roleplay agreement` in a table and as JSON."""

from pathlib import Path

import pytest

from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from tests.cli.conftest import Roleplay
from tests.review.test_agreement import scored_twice


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: None) -> Database:
    url = f"sqlite:///{tmp_path / 'rated.db'}"
    monkeypatch.setenv("ROLEPLAY_DATABASE_URL", url)
    monkeypatch.setenv("COLUMNS", "120")
    database = Database(url)
    migrate(database)
    return database


def test_with_nothing_rated_twice_it_says_so(roleplay: Roleplay, database: Database) -> None:
    assert roleplay("agreement").out.startswith("No talk has two scorecards yet.")
    assert roleplay("agreement", "--json").json == {"agreement": []}


def test_twenty_talks_have_figures(roleplay: Roleplay, database: Database) -> None:
    for n in range(20):
        scored_twice(database, f"talk-{n}")

    told = roleplay("agreement", "--json").json["agreement"]
    lines = [line.split() for line in roleplay("agreement").out.splitlines()]

    assert set(told[0]) == {
        "rubric", "criterion", "check", "raters", "too_few", "n", "exact", "within_one", "kappa", "alpha", "bias",
    }  # fmt: skip
    assert told[0]["n"] == 20 and told[0]["kappa"] == 0 and not told[0]["too_few"]
    assert ["listens", "20", "100%", "100%", "–", "–", "+0.00"] in lines


def test_fewer_are_too_few(roleplay: Roleplay, database: Database) -> None:
    for n in range(19):
        scored_twice(database, f"talk-{n}")

    first = roleplay("agreement", "--json").json["agreement"][0]
    assert (first["n"], first["too_few"], first["exact"], first["kappa"]) == (19, True, None, None)
    assert any(line.split() == ["needs", "19", "too", "few"] for line in roleplay("agreement").out.splitlines())
