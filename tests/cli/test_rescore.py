"""`roleplay rescore`: what it tells people and programs, and how it ends."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Roleplay


def practised(roleplay: Roleplay, lines: Path) -> str:
    return str(roleplay("practice", "oven-call", "--seed", "7", "--say", str(lines), "--json").json["attempt"])


def forget(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "data" / "roleplay.db")) as connection, connection:
        connection.execute(statement)


def test_it_tells_what_it_added_and_what_was_there(roleplay: Roleplay, lines: Path, tmp_path: Path) -> None:
    practised(roleplay, lines)
    before = roleplay("rescore")
    forget(tmp_path, "UPDATE scorecard SET scorer_version = 'older'")

    done = roleplay("rescore")

    assert before.code == 0 and "0 scorecards added" in before.out and "1 attempt already had its" in before.out
    assert done.code == 0 and "1 scorecard added" in done.out and "already" not in done.out
    told = roleplay("rescore", "--json").json
    assert {**told, "seconds": 0} == {"attempts": 1, "added": 0, "there": 1, "seconds": 0, "failed": []}


def test_what_cannot_be_scored_is_named_with_its_why_and_ends_with_1(
    roleplay: Roleplay, lines: Path, tmp_path: Path
) -> None:
    id = practised(roleplay, lines)
    forget(tmp_path, "DELETE FROM scorecard")
    forget(tmp_path, "DELETE FROM content WHERE kind = 'rubric'")

    done, told = roleplay("rescore"), roleplay("rescore", "--json")

    assert done.code == told.code == 1
    assert id in done.out and "The database lacks content" in done.out
    assert [one["attempt"] for one in told.json["failed"]] == [id]


def test_names_and_days_that_mean_nothing_are_refused(roleplay: Roleplay) -> None:
    assert "Did you mean “call”?" in roleplay("rescore", "--rubric", "cal").err
    assert "Did you mean “oven-call”?" in roleplay("rescore", "--scenario", "oven-cal").err
    assert "ROLEPLAY_MODEL" in roleplay("rescore", "--scorer", "judge").err
    for arguments in (("--since", "yesterday"), ("--jobs", "0"), ("--rubric", "pottery")):
        assert roleplay("rescore", *arguments).code == 2


def test_a_day_begins_in_the_zone_in_which_times_are_shown(
    roleplay: Roleplay, lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practised(roleplay, lines)
    forget(tmp_path, "UPDATE attempt SET started_at = '2026-11-20 16:30:00.000000'")  # half past midnight in Shanghai

    assert roleplay("rescore", "--since", "2026-11-21", "--json").json["attempts"] == 0
    monkeypatch.setenv("ROLEPLAY_TIMEZONE", "Asia/Shanghai")
    assert roleplay("rescore", "--since", "2026-11-21", "--json").json["attempts"] == 1
