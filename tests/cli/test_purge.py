"""`roleplay attempts purge`, and whose attempts the command line is about."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from roleplay.config import read_settings
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow
from tests.cli.conftest import Roleplay
from tests.cli.test_attempts import practised


def age(id: str, days: int, **changes: object) -> None:
    """As if it had ended so many days ago."""
    with Database(read_settings().database).writing() as session:
        row = session.get_one(AttemptRow, id)
        row.sqlmodel_update({"finished_at": datetime.now(UTC) - timedelta(days=days), **changes})


def ids(roleplay: Roleplay, *arguments: str) -> list[str]:
    return [each["attempt"] for each in roleplay("attempts", "list", "--json", *arguments).json["attempts"]]


def test_what_is_too_old_is_deleted_and_the_rest_stays(
    roleplay: Roleplay, lines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = str(practised(roleplay, lines)["attempt"]), str(practised(roleplay, lines, "8")["attempt"])
    age(old, 40)
    monkeypatch.setenv("ROLEPLAY_KEEP_DAYS", "30")

    assert roleplay("attempts", "purge", "--dry-run").out == "1 attempt would be deleted, including retries.\n"
    assert set(ids(roleplay)) == {old, new}
    assert roleplay("attempts", "purge", "--days", "50").out == "0 attempts were deleted, including retries.\n"
    assert roleplay("attempts", "purge").out == "1 attempt was deleted, including retries.\n"
    assert ids(roleplay) == [new]


def test_without_a_number_of_days_nothing_is_deleted(roleplay: Roleplay) -> None:
    done = roleplay("attempts", "purge")
    assert done.code == 2 and "No number of days is set." in done.err


def test_copies_that_still_hold_old_words_are_named(roleplay: Roleplay, lines: Path) -> None:
    practised(roleplay, lines)
    file = Database(read_settings().database).file
    assert file
    file.with_name("roleplay.0002.20261121-093000-000001.db").touch()
    assert "roleplay.0002.20261121-093000-000001.db" in roleplay("attempts", "purge", "--days", "9").err.replace(
        "\n", ""
    )


def test_with_accounts_it_must_be_said_whose_attempts(roleplay: Roleplay, lines: Path) -> None:
    before = str(practised(roleplay, lines)["attempt"])
    roleplay("users", "add", "dora", "--name", "Dora", "--role", "admin")
    roleplay("users", "add", "alice", "--name", "Alice")

    unsaid = roleplay("attempts", "list")
    assert unsaid.code == 2 and "you must say whose attempts you mean" in unsaid.err.replace("\n", " ")
    said = roleplay("practice", "oven-call", "--person", "alice", "--say", str(lines), "--json").json["attempt"]

    assert (ids(roleplay, "--person", "alice"), ids(roleplay, "--person", "dora")) == ([said], [before])
    assert roleplay("attempts", "show", said, "--person", "dora").code == 2
    assert roleplay("attempts", "show", said[:8], "--person", "alice").code == 0
    assert roleplay("attempts", "list", "--person", "nobody").code == 2


def test_a_private_attempt_is_labelled(roleplay: Roleplay, lines: Path) -> None:
    age(str(practised(roleplay, lines)["attempt"]), 1, private=True)
    assert "private" in roleplay("attempts", "list").out
    assert roleplay("attempts", "list", "--json").json["attempts"][0]["private"]
