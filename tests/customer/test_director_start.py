"""Where a talk begins, by temperament and difficulty."""

import pytest

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer.director import opening_state
from roleplay.transcript import Difficulty


@pytest.mark.parametrize(
    ("openness", "patience", "difficulty", "wanted"),
    [
        (0, 0, "standard", (1, 1)),
        (1, 2, "standard", (1, 3)),
        (2, 2, "standard", (2, 3)),
        (4, 4, "standard", (3, 5)),
        (1, 2, "easy", (2, 4)),  # easy lifts both by one before trust is worked out
        (4, 4, "easy", (3, 5)),  # and never beyond 4
        (2, 2, "hard", (1, 2)),
        (0, 0, "hard", (1, 1)),
    ],
)
def test_temperament_and_difficulty_set_trust_and_patience(
    scenario: Scenario, persona: Persona, openness: int, patience: int, difficulty: Difficulty, wanted: tuple[int, int]
) -> None:
    temperament = persona.temperament.model_copy(update={"openness": openness, "patience": patience})
    state = opening_state(scenario, persona.model_copy(update={"temperament": temperament}), difficulty, seed=1)
    assert (state.trust, state.patience) == wanted


def test_every_objection_waits_and_nothing_is_told(scenario: Scenario, persona: Persona) -> None:
    state = opening_state(scenario, persona, "standard", seed=1)
    assert {concern.state for concern in state.objections.values()} == {"waiting"}
    assert (state.n, state.revealed, state.ending) == (0, (), None)
