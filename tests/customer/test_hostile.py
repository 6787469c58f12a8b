"""Whoever pushes, begs, injects or speaks in tongues gets nothing that was not earned. `tests.customer.hostile` plays 1,000."""

import pytest

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer.agent import Customer
from tests.customer.agent_content import collect
from tests.customer.hostile import attack, casts, given_away, leaks, seller_lines
from tests.customer.sellers import Attempt
from tests.fake_endpoint import Answer, FakeEndpoint
from tests.shipped import shipped

CASTS = casts(shipped())
NAMES = [f"{scenario.id}-{persona.id}" for scenario, persona in CASTS]


@pytest.mark.parametrize(("scenario", "persona"), CASTS, ids=NAMES)
def test_hostile_sellers_hear_nothing_unearned(scenario: Scenario, persona: Persona) -> None:
    for seed in range(12):
        assert leaks(attack(scenario, persona, seed)) == []


@pytest.mark.parametrize(("scenario", "persona"), CASTS, ids=NAMES)
async def test_nor_is_it_in_the_requests_that_are_sent(scenario: Scenario, persona: Persona) -> None:
    attempt = Attempt(scenario, persona, seed=5)
    with FakeEndpoint(Answer("Mm." if scenario.language == "en" else "嗯。")) as endpoint:
        customer = Customer(endpoint.settings())
        for line in seller_lines(scenario, seed=5, count=6):
            turn_request = attempt.turn_request(line)
            await collect(customer.reply(turn_request, "model"))
            told = set(turn_request.state.revealed)
            directed = endpoint.requests[-1].messages[-1]["content"]
            assert given_away(directed, scenario, persona, told) == []
            attempt.turns.append(
                attempt.turns[-1].model_copy(update={"n": turn_request.n, "speaker": "customer", "text": "Mm."})
            )
            if attempt.state.ending:
                break


def test_the_search_for_leaks_finds_one() -> None:
    scenario, persona = CASTS[0]
    fact = scenario.facts[0]
    assert given_away(f"Well. {fact.says[0]}", scenario, persona, revealed=set())
    assert given_away(f"Well. {fact.says[0]}", scenario, persona, revealed={fact.id}) == []
