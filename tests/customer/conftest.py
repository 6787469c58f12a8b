"""One buyer and one situation, and short ways to say what was heard."""

from pathlib import Path

import pytest

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.content.yaml_reader import read_yaml
from roleplay.customer.director import opening_state
from roleplay.customer.state import State
from tests.customer.talk import Talk

CONTENT = read_yaml((Path(__file__).parent / "content.yaml").read_text(encoding="utf-8")).data


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return Scenario.model_validate(CONTENT["scenario"])


@pytest.fixture(scope="session")
def persona() -> Persona:
    return Persona.model_validate(CONTENT["persona"])


@pytest.fixture
def start(scenario: Scenario, persona: Persona) -> State:
    return opening_state(scenario, persona, "standard", seed=7)


@pytest.fixture
def talk(scenario: Scenario, persona: Persona, start: State) -> Talk:
    return Talk(scenario, persona, start)
