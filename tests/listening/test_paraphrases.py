"""Free phrasings of every topic are heard, and near misses are not: rehearsals/, a file a scenario."""

from pathlib import Path

import pytest
import yaml

from roleplay.content.library import Library
from roleplay.content.rehearsal import Rehearsal
from roleplay.content.scenario import Scenario
from roleplay.listening.listener import listener_for
from tests.shipped import shipped

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in (ROOT / "rehearsals").glob("*.yaml"))
LEAST_RECALL = 0.85
MOST_FALSE_ALARMS = 0.05

Case = tuple[Scenario, Rehearsal]


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped()


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest, library: Library) -> Case:
    return library.scenarios[request.param], library.rehearsals[request.param]


def heard(scenario: Scenario, text: str) -> tuple[str, ...]:
    return listener_for(scenario.language, scenario.topics(), scenario.asked_topics()).hear(text).topics


def touches(said: Rehearsal) -> list[tuple[str, str]]:
    return [(topic, text) for topic, ways in said.topics.items() for text in ways.touches]


def misses(said: Rehearsal) -> list[tuple[str, str]]:
    return [(topic, text) for topic, ways in said.topics.items() for text in ways.misses]


def test_every_topic_has_ways_to_touch_it_and_near_misses(case: Case) -> None:
    scenario, said = case
    assert set(said.topics) == set(scenario.topics())
    assert all(len(ways.touches) >= 8 and len(ways.misses) >= 4 for ways in said.topics.values())


def test_free_phrasings_are_heard(case: Case) -> None:
    scenario, said = case
    missed = [(topic, text) for topic, text in touches(said) if topic not in heard(scenario, text)]
    assert len(missed) <= (1 - LEAST_RECALL) * len(touches(said)), missed


def test_near_misses_are_not_taken_for_the_topic(case: Case) -> None:
    scenario, said = case
    alarms = [(topic, text) for topic, text in misses(said) if topic in heard(scenario, text)]
    assert len(alarms) <= MOST_FALSE_ALARMS * len(misses(said)), alarms


def test_nobody_is_held_to_have_said_what_they_did_not(case: Case) -> None:
    scenario, said = case
    harmless = misses(said) + [pair for pair in touches(said) if not pair[0].startswith("must_not_say:")]
    held = [(text, topic) for _, text in harmless for topic in heard(scenario, text) if topic.startswith("must_not")]
    assert held == []


def phrasings(scenario: Scenario, kind: str, folder: str = "phrasings") -> list[tuple[str, str]]:
    """Lines written from the brief alone, by someone who had not read the phrases."""
    said = yaml.safe_load((Path(__file__).parent / folder / f"{scenario.id}.yaml").read_text(encoding="utf-8"))
    return [(topic, text) for topic, ways in said.items() for text in ways[kind]]


def test_phrasings_written_from_the_brief_are_heard(case: Case) -> None:
    scenario, _ = case
    lines = phrasings(scenario, "touches")
    missed = [(topic, text) for topic, text in lines if topic not in heard(scenario, text)]
    assert len(missed) <= 0.05 * len(lines), missed


def test_talk_about_other_things_seldom_touches_a_topic(case: Case) -> None:
    scenario, _ = case
    lines = phrasings(scenario, "misses")
    alarms = [(topic, text) for topic, text in lines if topic in heard(scenario, text)]
    assert len(alarms) <= 0.11 * len(lines), alarms
    assert not [text for _, text in lines for topic in heard(scenario, text) if topic.startswith("must_not_say:")]


def test_lines_nobody_mended_by_are_heard_and_their_near_misses_are_not(case: Case) -> None:
    """.85 is wanted; what is heard today must not become less."""
    scenario, _ = case
    lines, other = phrasings(scenario, "touches", "fresh"), phrasings(scenario, "misses", "fresh")
    missed = [(topic, text) for topic, text in lines if topic not in heard(scenario, text)]
    alarms = [(topic, text) for topic, text in other if topic in heard(scenario, text)]
    assert len(missed) <= 0.2 * len(lines), missed
    assert len(alarms) <= MOST_FALSE_ALARMS * len(other), alarms
    assert not [text for _, text in other for topic in heard(scenario, text) if topic.startswith("must_not_say:")]
