"""Reasoning in every dialect that was met stays away from the screen, and the answer behind it does not."""

import pytest

from roleplay.cleaning import Cleaner
from roleplay.customer import policy
from roleplay.customer.guard import Guard

ANSWER = "Two days a week, roughly."
THOUGHT = "Hide the budget of 40k."


@pytest.mark.parametrize(
    "reply",
    [
        f"<|channel|>analysis<|message|>{THOUGHT}<|end|><|start|>assistant<|channel|>final<|message|>{ANSWER}<|return|>",
        f"<|start|>assistant<|channel|>commentary<|message|>{THOUGHT}<|end|><|start|>assistant<|channel|>final<|message|>{ANSWER}",
        f"analysis{THOUGHT}assistantfinal{ANSWER}",
        f"{THOUGHT}assistantfinal{ANSWER}",
        f"<|start_header_id|>assistant<|end_header_id|>\n\n{ANSWER}",
        f"assistant\n\n{ANSWER}",
        f"<|im_start|>assistant\n{ANSWER}<|im_end|>",
        f"<mm:think>{THOUGHT}</mm:think>{ANSWER}",
        f"<seed:think>{THOUGHT}</seed:think>{ANSWER}",
        f"[THINK]{THOUGHT}[/THINK]{ANSWER}",
        f"◁think▷{THOUGHT}◁/think▷{ANSWER}",
        f"<|begin_of_thought|>{THOUGHT}<|end_of_thought|><|begin_of_solution|>{ANSWER}<|end_of_solution|>",
        f"<|channel>thought\n{THOUGHT}<channel|>{ANSWER}",
        f"<reasoning_content>{THOUGHT}</reasoning_content>{ANSWER}",
    ],
)
def test_only_the_answer_is_shown_whatever_the_chunks(reply: str) -> None:
    for size in (1, 5, 400):
        guard = Guard()
        shown = "".join(guard.feed(reply[at : at + size]) for at in range(0, len(reply), size)) + guard.close()
        assert (shown, guard.broken, guard.cut) == (ANSWER, False, False)


@pytest.mark.parametrize(
    "reply", ["Analysis? No.", "Finally, somebody asks.", "A thought: no.", "assistants come and go."]
)
def test_words_that_look_like_headers_are_words(reply: str) -> None:
    guard = Guard()
    assert guard.feed(reply) + guard.close() == reply


def test_broken_characters_are_cleaned_and_a_pair_cut_in_two_is_joined() -> None:
    cleaner = Cleaner()
    assert "".join(map(cleaner.feed, ["依从\ufffd性", "\udc00 ok\x00", " \ud83d", "\ude00"])) == "依从性 ok 😀"


def test_a_reply_of_five_megabytes_is_left_off_soon() -> None:
    guard = Guard()
    guard.feed("<think>" + "on and on " * 500_000)
    assert guard.done
    assert guard.close() == ""
    assert policy.MOST_TAKEN <= 100_000
