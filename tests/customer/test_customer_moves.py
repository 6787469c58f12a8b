"""The customer's moves and topics come from what was directed."""

from typing import get_args

import pytest

from roleplay.customer.director import MOVES, customer_moves, customer_topics
from roleplay.customer.state import Direction
from roleplay.transcript import MOVES as ALL_MOVES
from roleplay.transcript import Act, ActKind


@pytest.mark.parametrize(
    ("acts", "moves", "topics"),
    [
        ((Act(kind="raise", topic="objection:price"),), ("objection",), ("objection:price",)),
        ((Act(kind="tell", topic="fact:leak"), Act(kind="hint", topic="fact:cost")), ("telling",), ("fact:leak", "fact:cost")),
        ((Act(kind="time_accept"), Act(kind="farewell")), ("agreement", "farewell"), ()),
        ((Act(kind="vague"),), (), ()),
    ],
)  # fmt: skip
def test_moves_and_topics_of_a_direction(
    acts: tuple[Act, ...], moves: tuple[str, ...], topics: tuple[str, ...]
) -> None:
    assert customer_moves(Direction(acts=acts)) == moves
    assert customer_topics(Direction(acts=acts)) == topics


def test_only_known_acts_make_only_known_moves() -> None:
    assert set(MOVES) <= set(get_args(ActKind))
    assert {move for moves in MOVES.values() for move in moves} <= set(ALL_MOVES)
