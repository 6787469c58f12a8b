"""Trust and patience: each rule with its reason, and everything that must not cost anything."""

import pytest

from roleplay.customer.state import State
from tests.customer.talk import Talk, heard

HINTED = {"n": 4, "leaning": "fact:stops", "gave": "hint", "hinted": {"stops": 1}}
TOLD = {"n": 4, "leaning": "fact:stops", "gave": "tell", "revealed": ("stops",)}


@pytest.mark.parametrize(
    ("before", "moves", "about", "why"),
    [
        (TOLD, ["reflection"], (), ["+trust reflected"]),
        (TOLD, ["reflection"], ("fact:stops",), ["+trust reflected"]),
        ({"n": 4}, ["reflection"], (), []),  # nothing was said that could be said back
        (HINTED, ["open_question"], (), ["+trust followed_hint"]),
        (HINTED, ["open_question"], ("fact:stops",), ["+trust followed_hint"]),
        (HINTED, ["open_question"], ("fact:leak",), []),  # a question, but about something else
        (HINTED, ["reflection", "open_question"], (), ["+trust reflected"]),  # one at most
        ({}, ["greeting", "agenda"], (), ["+trust opened_well"]),
        ({"n": 6}, ["agenda"], (), []),  # only in the opening
        ({"trust": 4, **TOLD}, ["reflection"], (), []),  # being listened to does not make a believer
        ({"n": 4}, ["pressure"], (), ["-trust pressed", "-patience pressed"]),
        (TOLD, ["reflection", "pressure"], (), ["-trust pressed", "-patience pressed"]),  # the push is what stays
        ({"n": 4}, ["telling"], ("must_not_say:never-fails",), ["-trust claimed"]),
        (HINTED, ["telling"], ("key_message:remote",), ["-trust hint_missed"]),
        (HINTED, ["telling"], ("fact:stops",), []),  # product talk, but about what they let slip
        (HINTED, ["telling", "open_question"], ("key_message:remote",), ["+trust followed_hint"]),
        ({"n": 4}, ["telling"], (), []),  # one turn of product talk is nothing
        ({"n": 4, "telling_run": 1}, ["telling"], (), ["-trust told_on"]),
        ({"n": 4, "telling_run": 2}, ["telling"], (), ["-trust told_on", "-patience told_on"]),
        ({"n": 4, "trust": 0, "telling_run": 1}, ["telling"], (), ["-patience told_on"]),  # nothing else left to lose
        ({"n": 4, "trust": 0, "patience": 2}, ["pressure"], (), ["-patience pressed"]),  # trust has a floor
        ({"n": 4, "telling_run": 5}, [], (), []),  # words nobody understood are no telling
        ({"n": 4, "telling_run": 5}, ["thanks"], (), []),
        ({"n": 4, "telling_run": 5}, ["telling", "closed_question"], (), []),
        ({"n": 4}, [], (), []),
        ({"n": 4}, ["thanks"], (), []),
        ({"n": 4}, ["closed_question"], (), []),
        ({"n": 4}, ["next_step"], (), []),
    ],
)
def test_what_moves_trust_and_patience(
    talk: Talk, before: dict[str, object], moves: list[str], about: tuple[str, ...], why: list[str]
) -> None:
    talk.having(**before).say(*moves, about=about)
    assert talk.why == why


@pytest.mark.parametrize(
    ("moves", "about", "why", "now"),
    [
        (["acknowledgement"], (), ["+trust acknowledged"], "open"),
        (["reflection"], (), ["+trust acknowledged"], "open"),
        (["acknowledgement", "evidence"], ("evidence:plant-b",), ["+trust answered", "+patience answered"], "resolved"),
        (["telling"], ("key_message:remote",), ["-trust brushed_aside", "-patience brushed_aside"], "ignored"),
        (["price"], ("key_message:remote",), ["-trust brushed_aside", "-patience brushed_aside"], "ignored"),
        (["next_step"], (), ["-trust brushed_aside", "-patience brushed_aside"], "ignored"),
        (["next_step", "closed_question"], (), ["-trust brushed_aside", "-patience brushed_aside"], "ignored"),
        (["pressure"], (), ["-trust pressed", "-patience pressed", "-patience brushed_aside"], "ignored"),
        (
            ["pressure", "acknowledgement"],
            (),
            ["-trust pressed", "-patience pressed", "-patience brushed_aside"],
            "ignored",
        ),
        (["telling"], (), [], "open"),  # may be an answer in words we do not know
        (["open_question"], ("fact:leak",), [], "open"),  # a question elsewhere is no brushing aside
        (["closed_question"], (), [], "open"),
        ([], (), [], "open"),
        (["greeting"], (), [], "open"),
        (["thanks"], (), [], "open"),
    ],
)
def test_what_is_done_with_a_concern_moves_trust(
    talk: Talk, moves: list[str], about: tuple[str, ...], why: list[str], now: str
) -> None:
    talk.having(patience=2).with_open("lock-in").say(*moves, about=about)
    assert talk.why == why
    assert talk.objection("lock-in") == now


def test_unrecognised_product_talk_counts_as_brushing_aside_only_when_it_goes_on(talk: Talk) -> None:
    talk.with_open("lock-in").say("telling")
    assert talk.why == []
    talk.say("telling")
    assert talk.why == ["-trust brushed_aside", "-patience brushed_aside"]


def test_patience_comes_back_only_as_far_as_it_was(talk: Talk, start: State) -> None:
    talk.with_open("lock-in").say("acknowledgement", "evidence", about="evidence:plant-b")
    assert talk.state.patience == start.patience
    assert talk.why == ["+trust answered"]


def test_a_duty_that_arose_and_was_done_is_credited_once(talk: Talk) -> None:
    talk.having(n=4).say("open_question", about="must_do:report-leak")
    assert talk.why == []  # nobody had spoken of a leak
    talk.having(n=4, revealed=("leak",), leaning="fact:leak", gave="tell").say("telling", about="must_do:report-leak")
    assert talk.why == ["+trust did_duty"]
    talk.say("telling", about="must_do:report-leak")
    assert talk.why == []


def test_asking_for_what_was_told_costs_patience_only_when_it_goes_on(talk: Talk) -> None:
    talk.having(n=8, revealed=("stops", "leak", "cost"), leaning="fact:cost", gave="tell")
    for _ in range(2):
        talk.say("open_question", about="fact:stops")
        assert talk.why == []
        talk.say("thanks")
    talk.say("closed_question", about="fact:stops")
    assert talk.why == ["-patience asked_again"]


def test_the_very_same_words_again_cost_patience_at_once(talk: Talk) -> None:
    question = heard("open_question", about="fact:leak")
    assert talk.having(n=4).hear(question) == ["tell fact:leak"]
    talk.hear(question)
    assert talk.why == ["-patience asked_again"]


def test_following_up_what_was_just_told_is_no_asking_again(talk: Talk) -> None:
    talk.having(**TOLD, again={"stops": 3}).say("open_question", about="fact:stops")
    assert talk.why == []


@pytest.mark.parametrize("language", ["zh", "other", "none"])
def test_another_language_or_no_words_lose_nothing(talk: Talk, language: str) -> None:
    before = talk.with_open("lock-in").having(telling_run=2).state
    assert talk.say("pressure", "telling", language=language) == ["not_followed"]
    assert talk.state == before.model_copy(update={"n": before.n + 2})


def test_words_nobody_recognised_never_cost_anything(talk: Talk) -> None:
    trust, patience = talk.state.trust, talk.state.patience
    for _ in range(10):
        talk.say()
    assert (talk.state.trust, talk.state.patience) >= (trust, patience)
    assert talk.state.ending is None
