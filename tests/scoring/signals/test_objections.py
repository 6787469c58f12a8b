"""Concerns taken in, and answered with what fits them."""

import pytest

from roleplay.transcript import Transcript
from tests.scoring.talk import bare, customer, found, seller, talk

ACKNOWLEDGED = "{acknowledged: objection, at_least: 1}"
ANSWERED = "{answered_with: any, at_least: 1}"


def raised(*words: str) -> Transcript:
    turns = [seller("How do your nights run?"), customer("That is a lot of money.", "raise objection:price")]
    for each in words:
        turns += [seller(each, "objection"), customer("Hm.", phase="objection")]
    return talk(*turns)


@pytest.mark.parametrize(
    ("words", "result"),
    [
        (["I understand the worry. Forty bakeries used a third less gas."], "met"),
        (["I understand the worry.", "Forty bakeries used a third less gas."], "met"),
        (["Forty bakeries used a third less gas.", "I understand."], "missed"),  # answered first
        (["It heats in nine minutes."], "missed"),
        (["We have a van.", "I understand the worry about the money."], "met"),  # late, but of the worry itself
        (["We have a van.", "I understand."], "missed"),  # late, and of anything
    ],
)
def test_a_concern_is_taken_in_before_or_while_it_is_answered(words: list[str], result: str) -> None:
    assert found(ACKNOWLEDGED, raised(*words)).result == result


def test_a_concern_that_comes_back_can_be_taken_in_then() -> None:
    again = talk(
        seller("How do your nights run?"),
        customer("That is a lot of money.", "raise objection:price"),
        seller("Forty bakeries used a third less gas."),
        customer("I said: the money.", "insist objection:price"),
        seller("I understand the worry."),
    )
    assert found(ACKNOWLEDGED, again).evidence[0].turn == 5


def test_a_concern_is_answered_with_what_its_own_resolutions_name() -> None:
    assert found(ANSWERED, raised("It heats in nine minutes.")).result == "met"
    assert found("{answered_with: evidence, at_least: 1}", raised("It heats in nine minutes.")).result == "missed"
    assert (
        found("{answered_with: evidence, at_least: 1}", raised("Forty bakeries used a third less gas.")).result == "met"
    )


def test_a_question_about_the_worry_and_a_next_step_answer_it_too() -> None:
    words = raised("What happened with the money last time?", "Could I come by on Thursday at ten?")
    assert found(ANSWERED, words).result == "met"
    assert found(ANSWERED, raised("What happened with the money last time?")).result == "missed"


def test_what_was_said_before_the_concern_does_not_answer_it() -> None:
    before = talk(
        seller("Forty bakeries used a third less gas."),
        customer("That is a lot of money.", "raise objection:price"),
        seller("Well, well."),
    )
    finding = found(ANSWERED, before)
    assert (finding.result, finding.near, finding.topic) == ("missed", 3, "objection:price")


def test_without_a_concern_there_is_nothing_to_score() -> None:
    calm = talk(seller("How do your nights run?"), customer("Long."))
    assert found(ACKNOWLEDGED, calm).why.code == "no-occasion"
    assert found(ACKNOWLEDGED, bare(raised("I understand."))).why.code == "no-state"
