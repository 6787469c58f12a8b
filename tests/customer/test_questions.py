"""A question is answered: by what is nearest to it, or by saying that there is nothing to tell; never by something else."""

import pytest

from roleplay.listening.questions import last_question
from tests.customer.talk import Talk

NEAR_LEAK = ("fact:leak",)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("asked", ["Who told you?", "And when was that?", "How many of them?", "Why is that?"])
def test_a_question_about_nothing_they_can_tell_gets_no_other_matter(talk: Talk, asked: str, seed: int) -> None:
    talk.afresh(n=8, seed=seed)
    assert talk.asks(asked, "open_question", "follow_up") == ["acknowledge"]


@pytest.mark.parametrize("seed", range(8))
def test_a_question_that_may_be_about_a_fact_brings_its_hint(talk: Talk, seed: int) -> None:
    talk.afresh(n=8, seed=seed)
    assert talk.asks("Why was the floor wet?", "open_question", near=NEAR_LEAK) == ["hint fact:leak"]


def test_a_question_for_a_name_right_after_something_told_is_about_that(talk: Talk) -> None:
    talk.afresh(n=8, leaning="fact:stops", gave="tell", revealed=("stops",))
    assert talk.asks("Who saw it?", "open_question", "follow_up", near=NEAR_LEAK) == ["acknowledge"]


@pytest.mark.parametrize("seed", range(8))
def test_what_was_told_already_brings_out_no_other_fact(talk: Talk, seed: int) -> None:
    talk.afresh(n=8, seed=seed, revealed=("stops",))
    assert talk.asks("Who noticed the stops?", "open_question", about="fact:stops") == ["acknowledge"]


@pytest.mark.parametrize("seed", range(8))
def test_a_worry_waits_until_the_question_is_answered(talk: Talk, seed: int) -> None:
    talk.having(n=10, seed=seed, phase="objection", trust=2)
    acts = talk.asks("The price is 40 a month. Was that before June or after?", "price", "closed_question")
    assert acts[0] == "either_or" and not any(act.startswith("raise") for act in acts)


@pytest.mark.parametrize("seed", range(8))
def test_a_worry_that_can_wait_no_longer_follows_a_word_on_what_was_asked(talk: Talk, seed: int) -> None:
    talk.having(n=20, seed=seed, phase="objection", trust=2)
    first, *others = talk.asks("How many pumps are there?", "open_question")
    assert first == "acknowledge" and [act.split()[0] for act in others] == ["raise"]


def test_a_question_not_heard_as_one_asks_all_the_same(talk: Talk) -> None:
    talk.afresh(n=8)
    assert talk.asks("Sorry. Was there a leak?", "apology", about="fact:leak") == ["tell fact:leak"]


def test_a_question_for_a_name_proposes_nothing(talk: Talk) -> None:
    talk.afresh(n=12)
    assert talk.asks("Who would have to see that?", "next_step", "open_question") == ["acknowledge"]


def test_an_offer_to_send_something_is_part_of_the_answer_it_comes_with(talk: Talk) -> None:
    talk.having(trust=2).with_open("price", at=14)
    said = "Plant B cut its stops by a third, and I can send you the figures."
    assert talk.asks(said, "telling", "evidence", "next_step", about="evidence:plant-b") == ["acknowledge"]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Hello. How are you?", "How are you?"),
        ("Which pump was it? I'll report that today.", "Which pump was it?"),
        ("为什么不开摄像头，您问过他没？", "为什么不开摄像头，您问过他没？"),
        ("Is it? Well. I thought so. Good.", ""),
        ("It drips.", ""),
    ],
)
def test_the_question_of_a_line_is_its_last_sentence_or_the_one_before(line: str, asked: str) -> None:
    assert last_question(line) == asked


@pytest.mark.parametrize("asked", ["What would worry you most about it?", "Is anything holding you back?"])
def test_asked_what_worries_them_they_say_it(talk: Talk, asked: str) -> None:
    talk.having(n=8, trust=2, phase="probing")
    assert [act.split()[0] for act in talk.asks(asked, "open_question")] == ["raise"]


def test_what_was_told_is_the_word_on_the_question_before_a_worry(talk: Talk) -> None:
    for seed in range(12):
        talk.afresh(n=20, seed=seed, phase="objection")
        acts = [act.split()[0] for act in talk.asks("Who saw the leak?", "open_question", about="fact:leak")]
        assert acts in (["tell"], ["tell", "raise"])


def test_asked_at_once_they_give_leave_and_answer(talk: Talk) -> None:
    acts = talk.asks("Hello. What keeps you busy these days?", "greeting", "agenda", "closed_question")
    assert acts == ["greeting", "permission", "vague"]
