"""Signals made of signals."""

import pytest

from tests.scoring.talk import bare, customer, found, seller, talk

TALK = talk(seller("How do your nights run?"), customer("Long."), seller("How so?"), customer("Work."))
MET, PARTLY, MISSED = (
    "{move: open_question, at_least: 1}",
    "{move: open_question, at_least: 3, partly: 2}",
    "{move: thanks, at_least: 1}",
)
NO_CHANCE = "{must_do: any}"


@pytest.mark.parametrize(
    ("signal", "result"),
    [
        (f"{{all: [{MET}, {MET}]}}", "met"),
        (f"{{all: [{MET}, {PARTLY}]}}", "partly"),
        (f"{{all: [{MET}, {PARTLY}, {MISSED}]}}", "missed"),
        (f"{{any: [{MISSED}, {PARTLY}]}}", "partly"),
        (f"{{any: [{MISSED}, {MET}]}}", "met"),
        (f"{{any: [{MISSED}, {MISSED}]}}", "missed"),
        (f"{{not: {MET}}}", "missed"),
        (f"{{not: {MISSED}}}", "met"),
        (f"{{not: {PARTLY}}}", "partly"),
        (f"{{all: [{MET}, {NO_CHANCE}]}}", "met"),  # what had no occasion does not count
        (f"{{any: [{MISSED}, {NO_CHANCE}]}}", "missed"),
        (f"{{all: [{NO_CHANCE}]}}", "not_scored"),
        (f"{{all: [{MET}, {{any: [{MISSED}, {{not: {MISSED}}}]}}]}}", "met"),
    ],
)
def test_the_weakest_the_best_and_the_opposite(signal: str, result: str) -> None:
    assert found(signal, TALK).result == result


@pytest.mark.parametrize(
    ("signal", "result"),
    [
        (f"{{all: [{MISSED}, {NO_CHANCE}]}}", "missed"),  # decided, whatever the other would say
        (f"{{all: [{MET}, {NO_CHANCE}]}}", "not_scored"),
        (f"{{any: [{MET}, {NO_CHANCE}]}}", "met"),
        (f"{{any: [{MISSED}, {NO_CHANCE}]}}", "not_scored"),
        (f"{{not: {NO_CHANCE}}}", "not_scored"),
    ],
)
def test_what_cannot_be_known_leaves_open_only_what_hangs_on_it(signal: str, result: str) -> None:
    assert found(signal, bare(TALK)).result == result


def test_all_shows_the_words_of_each_in_the_order_of_the_talk() -> None:
    two = talk(seller("How do your nights run?"), customer("Long."), seller("Thank you for your time, goodbye."))
    finding = found("{all: [{move: thanks, at_least: 1}, {move: open_question, at_least: 1}]}", two)
    assert [e.turn for e in finding.evidence] == [1, 3]
