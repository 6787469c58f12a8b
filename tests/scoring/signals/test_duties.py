"""What must not be said, and what must be done."""

import pytest

from tests.scoring.talk import bare, customer, found, seller, talk

NEVER = "{must_not_say: any}"
DUTY = "{must_do: any}"


def test_a_claim_that_may_not_be_made_is_missed_with_its_words() -> None:
    finding = found(NEVER, talk(seller("It heats fast. It never fails. Shall we meet?"), customer("Sure.")))
    assert (finding.result, finding.evidence[0].quote) == ("missed", "It never fails.")
    assert finding.because == "Everything fails some day."


@pytest.mark.parametrize(
    "words",
    [
        "Does it never fail? No oven can promise that.",
        "I would not say that it never fails.",
        'You asked me whether "it never fails".',
    ],
)
def test_a_must_not_say_in_a_question_a_denial_or_a_quotation_fails_nobody(words: str) -> None:
    finding = found(NEVER, talk(seller(words)))
    assert (finding.result, finding.evidence, finding.looked_at) == ("met", (), (1, 1))


def test_the_customer_may_say_what_the_seller_may_not() -> None:
    assert found(NEVER, talk(seller("Hello."), customer("It never fails, they all say."))).result == "met"


def test_one_rule_can_be_named() -> None:
    assert found("{must_not_say: never-fails}", talk(seller("It never fails."))).result == "missed"


BURN = customer("The door burned our apprentice.", "tell fact:burn")


def test_a_duty_that_arose_is_done_in_words_after_it() -> None:
    assert found(DUTY, talk(seller("Hello."), BURN, seller("Was anyone hurt badly?"))).result == "met"
    undone = found(DUTY, talk(seller("Was anyone hurt?"), BURN, seller("It heats in nine minutes.")))
    assert (undone.result, undone.near, undone.because) == ("missed", 3, "Safety comes first.")


def test_a_hint_is_not_yet_an_occasion_for_a_duty() -> None:
    hinted = talk(seller("Hello."), customer("It bites.", "hint fact:burn"), seller("I see."))
    assert found(DUTY, hinted).why.code == "no-occasion"


def test_a_bare_transcript_tells_of_no_duty_but_of_claims() -> None:
    words = bare(talk(seller("It never fails."), BURN, seller("Right.")))
    assert found(DUTY, words).why.code == "no-state"
    assert found(NEVER, words).result == "missed"
    assert found(NEVER, words, None).why.code == "no-scenario"
