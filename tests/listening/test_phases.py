"""Phases follow from moves alone."""

import pytest

from roleplay.listening.phases import next_phase
from roleplay.transcript import Phase, Speaker


@pytest.mark.parametrize(
    ("current", "speaker", "moves", "expected"),
    [
        ("opening", "seller", "greeting introduction", "opening"),
        ("opening", "seller", "greeting agenda closed_question", "opening"),
        ("opening", "customer", "agreement", "probing"),
        ("opening", "seller", "open_question", "probing"),
        ("opening", "seller", "telling", "opening"),
        ("probing", "customer", "objection telling", "objection"),
        ("probing", "customer", "telling", "probing"),
        ("objection", "seller", "acknowledgement evidence open_question", "objection"),
        ("objection", "seller", "open_question", "probing"),
        ("objection", "customer", "agreement", "probing"),
        ("probing", "seller", "next_step", "closing"),
        ("closing", "customer", "objection", "objection"),
        ("closing", "seller", "open_question", "probing"),
        ("probing", "customer", "farewell", "closing"),
        ("closing", "customer", "agreement", "closing"),
    ],
)
def test_the_phase_after_a_turn(current: Phase, speaker: Speaker, moves: str, expected: Phase) -> None:
    assert next_phase(current, speaker, moves.split()) == expected
