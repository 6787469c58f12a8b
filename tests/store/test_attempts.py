"""Attempts are found by their owner alone, listed newest first, and finished once."""

from datetime import timedelta

import pytest

from roleplay.attempt import Attempt
from roleplay.errors import NotFound, RoleplayError
from roleplay.store.attempts import add_attempt, find_attempt, finish_attempt, list_attempts
from roleplay.store.content_versions import read_text
from roleplay.store.database import Database
from roleplay.store.turns import add_turn
from tests.store.conftest import OPENING, STARTED, TEXTS, an_attempt, said


def test_an_attempt_comes_back_as_it_was_stored_with_aware_times(database: Database, alice: Attempt) -> None:
    found = find_attempt(database, alice.id, "alice")

    assert found.attempt == alice
    assert found.attempt.started_at.utcoffset() == timedelta(0)
    assert found.opening == OPENING


@pytest.mark.parametrize(("id", "person"), [("first", "bob"), ("nowhere", "alice"), ("' or 1=1 --", "alice")])
def test_another_persons_attempt_and_none_are_one_answer(
    database: Database, alice: Attempt, id: str, person: str
) -> None:
    with pytest.raises(NotFound) as refused:
        find_attempt(database, id, person)

    assert (refused.value.code, refused.value.params) == ("attempt-not-found", {})


def test_the_list_is_newest_first_without_abandoned_other_kinds_and_other_people(
    database: Database, alice: Attempt
) -> None:
    later = STARTED + timedelta(hours=1)
    for attempt in (
        an_attempt("second", started_at=later),
        an_attempt("empty", abandoned=True),
        an_attempt("bots", kind="rehearsal"),
        an_attempt("his", person="bob"),
    ):
        add_attempt(database, attempt, OPENING, TEXTS)

    assert [attempt.id for attempt in list_attempts(database, "alice")] == ["second", "first"]


def test_content_is_kept_once_by_its_hash(database: Database, alice: Attempt) -> None:
    add_attempt(database, an_attempt("second"), OPENING, {"a" * 64: ("scenario", "another text")})

    assert read_text(database, "a" * 64) == "format: 1\n"
    assert read_text(database, "b" * 64) == "format: 1 # 标准\n"
    with pytest.raises(NotFound):
        read_text(database, "c" * 64)


def test_finishing_twice_keeps_the_first_ending(database: Database, alice: Attempt) -> None:
    first = finish_attempt(database, alice.id, "agreed")
    second = finish_attempt(database, alice.id, "finished", abandoned=True)

    assert first == second
    assert first.is_finished and first.ending == "agreed" and not first.abandoned


def test_a_finished_attempt_takes_no_turn(database: Database, alice: Attempt) -> None:
    finish_attempt(database, alice.id, "finished")

    with pytest.raises(RoleplayError) as refused:
        add_turn(database, alice.id, said(1, "还在吗？"))
    assert refused.value.code == "attempt-finished"
