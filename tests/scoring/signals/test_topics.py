"""What the seller's words touch, and what the seller asks about."""

import pytest

from tests.scoring.talk import bare, customer, found, seller, talk


def after_hint(words: str) -> object:
    return talk(
        seller("How do your nights run?"),
        customer("The nights are expensive.", "hint fact:gas"),
        seller(words),
        customer("Hm."),
    )


def test_different_topics_count_and_repetitions_do_not() -> None:
    twice = talk(seller("It heats in nine minutes."), customer("So?"), seller("It heats in nine minutes."))
    assert found("{topic: key_message, at_least: 1}", twice).result == "met"
    assert found("{topic: key_message, at_least: 2}", twice).result == "missed"


def test_one_topic_can_be_named() -> None:
    figure = talk(seller("Forty bakeries used a third less gas in a year."))
    finding = found("{topic: 'evidence:trial', at_least: 1}", figure)
    assert finding.evidence[0].quote == "Forty bakeries used a third less gas in a year."
    assert finding.why.params["named"] == "Forty bakeries used a third less gas in a year."


def test_telling_about_a_fact_is_not_asking_about_it() -> None:
    told = talk(seller("A gas bill is high everywhere. Our team comes fast. We do that a lot. All fine?"))
    assert found("{topic: fact, at_least: 1}", told).result == "met"
    assert found("{asked_about: fact, at_least: 1}", told).result == "missed"


def test_thanking_for_words_does_not_ask_about_what_is_told_next() -> None:
    told = talk(seller("It sounds as if it all adds up. The gas bill falls by a third with us."))
    assert found("{asked_about: fact, at_least: 1}", told).result == "missed"


def test_an_open_question_is_about_the_sentence_before_it() -> None:
    asked = talk(seller("Let us come to the gas bill. How did that come about?"))
    assert found("{asked_about: fact, at_least: 1}", asked).evidence[0].quote == "How did that come about?"


def test_a_question_or_a_reflection_asks_about_what_it_touches() -> None:
    for words in ("How does the gas bill look?", "So the gas bill keeps you up at night."):
        assert found("{asked_about: fact, at_least: 1}", talk(seller(words))).result == "met", words


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("What does a night cost you in gas?", "met"),
        ("How so?", "met"),  # a bare follow-up is about what was just said
        ("It heats in nine minutes.", "missed"),
        ("What would you like to know about our ovens and our service around the clock?", "missed"),
        ("Has there been an accident?", "missed"),  # another fact than the one hinted at
        ("Right.", "missed"),
    ],
)
def test_a_hint_is_followed_by_asking_about_it(words: str, result: str) -> None:
    finding = found("{asked_about: fact, after: hint, at_least: 1}", after_hint(words))  # type: ignore[arg-type]
    assert finding.result == result


def test_a_hint_passed_over_points_at_the_turn_that_passed_over_it() -> None:
    finding = found("{asked_about: fact, after: hint, at_least: 1}", after_hint("It heats in nine minutes."))  # type: ignore[arg-type]
    assert (finding.near, finding.topic) == (3, "fact:gas")


def test_topics_need_a_scenario_and_hints_a_practice_talk() -> None:
    words = after_hint("How so?")
    assert found("{topic: fact, at_least: 1}", words, None).why.code == "no-scenario"  # type: ignore[arg-type]
    assert found("{asked_about: fact, at_least: 1}", words, None).result == "not_scored"  # type: ignore[arg-type]
    assert found("{asked_about: fact, after: hint, at_least: 1}", bare(words)).why.code == "no-state"  # type: ignore[arg-type]
