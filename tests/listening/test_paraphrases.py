"""Free phrasings of every topic are heard, and near misses are not: tests/paraphrases, a file a scenario."""

from pathlib import Path

import pytest
import yaml

from roleplay.content.library import load_library
from roleplay.content.scenario import Scenario
from roleplay.listening.listener import listener_for

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tests" / "paraphrases").glob("*.yaml"))
LEAST_RECALL = 0.85
MOST_FALSE_ALARMS = 0.05

Said = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def scenarios() -> dict[str, Scenario]:
    return load_library(ROOT).scenarios


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest, scenarios: dict[str, Scenario]) -> tuple[Scenario, Said]:
    return scenarios[request.param.stem], yaml.safe_load(request.param.read_text(encoding="utf-8"))


def heard(scenario: Scenario, text: str) -> tuple[str, ...]:
    return listener_for(scenario.language, scenario.topics(), scenario.asked_topics()).hear(text).topics


def pairs(said: Said, kind: str) -> list[tuple[str, str]]:
    return [(topic, text) for topic, lines in said.items() for text in lines[kind]]


def test_every_topic_has_ways_to_touch_it_and_near_misses(case: tuple[Scenario, Said]) -> None:
    scenario, said = case
    assert set(said) == set(scenario.topics())
    assert all(len(lines["touches"]) >= 8 and len(lines["misses"]) >= 4 for lines in said.values())


def test_free_phrasings_are_heard(case: tuple[Scenario, Said]) -> None:
    scenario, said = case
    missed = [(topic, text) for topic, text in pairs(said, "touches") if topic not in heard(scenario, text)]
    assert len(missed) <= (1 - LEAST_RECALL) * len(pairs(said, "touches")), missed


def test_near_misses_are_not_taken_for_the_topic(case: tuple[Scenario, Said]) -> None:
    scenario, said = case
    alarms = [(topic, text) for topic, text in pairs(said, "misses") if topic in heard(scenario, text)]
    assert len(alarms) <= MOST_FALSE_ALARMS * len(pairs(said, "misses")), alarms


def test_nobody_is_held_to_have_said_what_they_did_not(case: tuple[Scenario, Said]) -> None:
    scenario, said = case
    harmless = pairs(said, "misses") + [p for p in pairs(said, "touches") if not p[0].startswith("must_not_say:")]
    held = [(text, topic) for _, text in harmless for topic in heard(scenario, text) if topic.startswith("must_not")]
    assert held == []
