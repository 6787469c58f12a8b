"""Which words count as said, and what was said to an objection."""

import pytest

from roleplay.errors import RoleplayError
from roleplay.review.objection_answers import answer_to, misses_of
from roleplay.review.playbook import is_edited
from roleplay.store.objections import ObjectionTurn
from roleplay.transcript import ActKind, Speaker

TURN = "That is a lot for them.  What could a patient manage each month?"


@pytest.mark.parametrize(
    ("line", "edited"),
    [
        (TURN, False),
        ("What could a patient manage each month", False),
        ("That is a lot for them. What could a patient manage", False),
        ("That's a lot for them. What could your patient manage each month?", True),
    ],
)
def test_a_part_is_as_said_and_a_small_change_is_an_edit(line: str, edited: bool) -> None:
    assert is_edited(line, TURN, 9) is edited


@pytest.mark.parametrize("line", ["Sign here now.", "我们的药更便宜，您先用起来。"])
def test_other_words_are_not_the_sellers_line(line: str) -> None:
    with pytest.raises(RoleplayError, match="playbook-not-said"):
        is_edited(line, TURN, 9)


def talk(*acts: ActKind | None) -> list[ObjectionTurn]:
    """Seller and customer by turns; the customer's acts are about the price."""
    made: list[ObjectionTurn] = []
    for n, act in enumerate(acts):
        for speaker in ("seller", "customer"):
            done = [{"kind": act, "topic": "objection:price"}] if act and speaker == "customer" else []
            who: Speaker = "seller" if speaker == "seller" else "customer"
            made.append(ObjectionTurn(len(made) + 1, who, f"{speaker} {n}", done))  # type: ignore[arg-type]
    return made


def test_the_answer_is_what_stood_before_the_customer_took_it_for_one() -> None:
    turns = talk("raise", "hear_out", "resolve")
    assert [turn.text for turn in answer_to(turns, "objection:price")] == ["seller 2"]
    assert answer_to(turns, "objection:other") == []


def test_what_left_it_unanswered_is_what_followed_when_it_came_up() -> None:
    turns = talk(None, "raise", "insist", "insist", None)
    assert [turn.text for turn in misses_of(turns, "objection:price")] == ["seller 2", "seller 3"]
    assert misses_of(talk("raise"), "objection:price") == []
