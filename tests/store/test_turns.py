"""Turns are kept as they were said and shown, whatever happens meanwhile."""

import pytest

from roleplay.attempt import Attempt
from roleplay.errors import RoleplayError
from roleplay.store.attempts import find_attempt
from roleplay.store.database import Database
from roleplay.store.turns import add_turn, close_reply, cut_replies, keep_words, read_turns, withdraw_reply
from tests.store.conftest import said, speaking

INJECTION = "'); DROP TABLE turn; -- <script>alert(1)</script> {{ 7*7 }} %s 😀 繁體"


def test_turns_come_back_as_they_were_said(database: Database, alice: Attempt) -> None:
    seller, customer = said(1, INJECTION), speaking(2)
    add_turn(database, alice.id, seller)
    add_turn(database, alice.id, customer)

    assert read_turns(database, alice.id) == [seller, customer]


def test_the_attempt_knows_how_far_the_talk_is(database: Database, alice: Attempt) -> None:
    add_turn(database, alice.id, said(1, "您好"))
    attempt = add_turn(database, alice.id, speaking(2))

    assert (attempt.turns, attempt.phase) == (2, "probing")
    assert find_attempt(database, alice.id, "alice").attempt == attempt
    assert attempt.touched_at > alice.touched_at


def test_a_reply_grows_as_it_is_shown_and_is_closed_with_who_spoke(database: Database, alice: Attempt) -> None:
    add_turn(database, alice.id, said(1, "您好"))
    add_turn(database, alice.id, speaking(2))

    keep_words(database, alice.id, 2, "有病人")
    assert (read_turns(database, alice.id)[1].turn.text, read_turns(database, alice.id)[1].turn.status) == (
        "有病人",
        "speaking",
    )

    close_reply(database, alice.id, 2, "有病人漏服。", "final", {"speaker": "offline"})
    closed = read_turns(database, alice.id)[1]
    assert (closed.turn.text, closed.turn.status, closed.speech) == ("有病人漏服。", "final", {"speaker": "offline"})


def test_a_place_that_is_taken_is_refused_and_the_turn_there_stays(database: Database, alice: Attempt) -> None:
    add_turn(database, alice.id, said(1, "一"))

    with pytest.raises(RoleplayError) as refused:
        add_turn(database, alice.id, said(1, "二", id="another"))
    assert refused.value.code == "customer-speaking"
    assert [stored.turn.text for stored in read_turns(database, alice.id)] == ["一"]


def test_after_a_crash_a_half_said_reply_is_cut_with_what_was_shown(database: Database, alice: Attempt) -> None:
    add_turn(database, alice.id, said(1, "您好"))
    add_turn(database, alice.id, speaking(2))
    keep_words(database, alice.id, 2, "有病人")

    assert cut_replies(database) == [alice.id]
    assert (read_turns(database, alice.id)[1].turn.status, read_turns(database, alice.id)[1].turn.text) == (
        "cut",
        "有病人",
    )
    assert cut_replies(database) == []


def test_after_a_crash_before_the_first_word_the_seller_still_waits_for_an_answer(
    database: Database, alice: Attempt
) -> None:
    add_turn(database, alice.id, said(1, "您好"))
    add_turn(database, alice.id, speaking(2))

    cut_replies(database)

    assert [stored.turn.n for stored in read_turns(database, alice.id)] == [1]
    assert find_attempt(database, alice.id, "alice").attempt.turns == 1


def test_a_reply_with_words_is_never_withdrawn(database: Database, alice: Attempt) -> None:
    add_turn(database, alice.id, said(1, "您好"))
    add_turn(database, alice.id, speaking(2))
    keep_words(database, alice.id, 2, "嗯")

    withdraw_reply(database, alice.id, 2)

    assert [stored.turn.n for stored in read_turns(database, alice.id)] == [1, 2]
