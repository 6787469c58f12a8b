"""The four styles are told apart by what they do, and difficulty by temperament alone."""

from collections import Counter
from statistics import mean

import pytest

from roleplay.content.persona import Persona, Style
from roleplay.content.scenario import Scenario
from roleplay.customer.director import opening_state
from roleplay.transcript import DIFFICULTIES
from tests.customer import measures
from tests.customer.sellers import Attempt, average, play, strong, teller
from tests.customer.talk import Talk

STYLES: tuple[Style, ...] = ("dominant", "expressive", "amiable", "analytical")
TALKS = 16


def of(style: Style, persona: Persona) -> Persona:
    return persona.model_copy(update={"style": style})


def acts(attempts: list[Attempt]) -> Counter[str]:
    return Counter(act.kind for a in attempts for exchange in a.exchanges for act in exchange.direction.acts)


@pytest.fixture(scope="module")
def told(scenario: Scenario, persona: Persona) -> dict[Style, list[Attempt]]:
    """Every style with a seller who only tells."""
    return {style: [play(scenario, of(style, persona), seed, teller) for seed in range(TALKS)] for style in STYLES}


@pytest.fixture(scope="module")
def mixed(scenario: Scenario, persona: Persona) -> dict[Style, list[Attempt]]:
    """Every style with a seller who does a bit of everything."""
    return {style: [play(scenario, of(style, persona), seed, average) for seed in range(TALKS)] for style in STYLES}


def test_the_dominant_cut_in_and_the_amiable_let_it_pass(told: dict[Style, list[Attempt]]) -> None:
    def cut_in(style: Style) -> float:
        found = acts(told[style])
        return (found["ask_back"] + found["impatient"] + found["told"]) / max(1, found["acknowledge"])

    assert cut_in("dominant") > cut_in("amiable")


def test_the_dominant_are_the_briefest(mixed: dict[Style, list[Attempt]]) -> None:
    lengths = {style: mean(map(len, measures.texts(attempts))) for style, attempts in mixed.items()}
    assert min(lengths, key=lambda style: lengths[style]) == "dominant"


def test_the_amiable_never_say_no_and_never_walk_out(
    told: dict[Style, list[Attempt]], mixed: dict[Style, list[Attempt]]
) -> None:
    attempts = told["amiable"] + mixed["amiable"]
    assert acts(attempts)["no"] == acts(attempts)["refuse"] == 0
    assert "walked_out" not in {attempt.state.ending for attempt in attempts}
    assert "not_now" in {attempt.state.ending for attempt in told["amiable"]}
    assert "walked_out" in {attempt.state.ending for attempt in told["dominant"]}


def test_the_amiable_ask_pardon_before_they_object(talk: Talk, scenario: Scenario, persona: Persona) -> None:
    for attempt in [play(scenario, of("amiable", persona), seed, teller) for seed in range(6)]:
        for exchange in attempt.exchanges:
            first = exchange.direction.acts[0]
            if first.kind in ("raise", "insist"):
                lines = scenario.objection((first.topic or "").split(":")[1])
                assert not exchange.answer.startswith((*lines.says, *lines.if_ignored))


def test_the_analytical_ask_for_the_figure_where_a_claim_has_none(talk: Talk, persona: Persona) -> None:
    def asked_back(style: Style, *moves: str) -> int:
        talk.persona = of(style, persona)
        return sum("ask_back" in talk.afresh(seed=seed, trust=3).say(*moves) for seed in range(60))

    assert asked_back("analytical", "telling") > 15
    assert asked_back("analytical", "telling", "evidence") == 0
    assert asked_back("amiable", "telling") == asked_back("expressive", "telling") == 0


def test_nobody_asks_back_twice_running(talk: Talk, persona: Persona) -> None:
    talk.persona = of("analytical", persona)
    for seed in range(30):
        talk.afresh(seed=seed, trust=3, gave="ask_back")
        assert "ask_back" not in talk.say("telling")


def test_the_expressive_wander_more_than_anybody(scenario: Scenario, persona: Persona) -> None:
    def wandered(style: Style) -> int:
        attempts = [play(scenario, of(style, persona), seed, strong) for seed in range(TALKS)]
        kinds = [[act.kind for act in e.direction.acts] for a in attempts for e in a.exchanges]
        return sum("tell" in k and "hint" in k for k in kinds)

    assert wandered("expressive") > max(wandered(style) for style in STYLES if style != "expressive")


def test_difficulty_shifts_temperament_and_never_the_facts(scenario: Scenario, persona: Persona) -> None:
    starts = [opening_state(scenario, persona, difficulty, seed=1) for difficulty in DIFFICULTIES]
    assert [state.patience for state in starts] == sorted((state.patience for state in starts), reverse=True)
    assert starts[0].trust >= starts[-1].trust
    for difficulty in DIFFICULTIES:
        attempt = play(scenario, persona, 3, strong, difficulty)
        told = {act.topic for e in attempt.exchanges for act in e.direction.acts if act.kind == "tell"}
        assert told <= {f"fact:{fact.id}" for fact in scenario.facts}
