"""The shipped personas talk as people do, in figures. `python -m tests.customer.measures` prints them all."""

from statistics import median

import pytest

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from tests.customer import measures
from tests.customer.hostile import casts
from tests.customer.sellers import Attempt, average, play, strong, teller
from tests.shipped import shipped

CASTS = casts(shipped())
NAMES = [f"{scenario.id}-{persona.id}" for scenario, persona in CASTS]
MIDDLE = {"en": (6, 13), "zh": (8, 25)}


@pytest.fixture(scope="module", params=CASTS, ids=NAMES)
def cast(request: pytest.FixtureRequest) -> tuple[Scenario, Persona]:
    found: tuple[Scenario, Persona] = request.param
    return found


@pytest.fixture(scope="module")
def good(cast: tuple[Scenario, Persona]) -> list[Attempt]:
    return [play(*cast, seed, strong) for seed in range(10)]


@pytest.fixture(scope="module")
def various(cast: tuple[Scenario, Persona]) -> list[Attempt]:
    mixed = measures.sellers(cast[0])
    return [play(*cast, seed, mixed[seed % len(mixed)]) for seed in range(20)]


def test_answers_are_as_uneven_as_peoples(various: list[Attempt]) -> None:
    low, high = MIDDLE[various[0].language]
    assert 0.15 <= measures.one_liners(various) <= 0.45
    assert measures.variation(various) >= 0.47
    assert measures.echo(various) <= 0.18
    assert low <= measures.middle(various) <= high
    assert measures.bare_answers(various) >= 1


def test_closed_questions_get_a_bare_yes_or_no_now_and_then(cast: tuple[Scenario, Persona]) -> None:
    assert measures.bare_answers([play(*cast, seed, average) for seed in range(20)]) >= 5


def test_no_long_line_comes_twice_in_an_attempt_and_no_fact_is_told_twice(
    various: list[Attempt], good: list[Attempt]
) -> None:
    assert measures.repeated_inside(various + good) == 0
    assert measures.told_twice(various + good) == 0
    assert measures.same_twice_running(various + good) == 0


def test_strong_sellers_meet_at_most_two_deflections(good: list[Attempt]) -> None:
    assert max(measures.deflections(attempt) for attempt in good) <= 2


def test_of_ten_talks_with_one_seller_the_long_lines_differ(good: list[Attempt]) -> None:
    assert measures.recurrence(good) <= 0.4


def test_objections_come_late_with_those_who_listen_and_early_with_those_who_tell(
    cast: tuple[Scenario, Persona], good: list[Attempt]
) -> None:
    listening = median(measures.first_objections(good))
    telling = median(measures.first_objections([play(*cast, seed, teller) for seed in range(10)]))
    assert 0.4 <= listening <= 0.8
    assert telling < listening


def test_the_same_seed_says_the_same(cast: tuple[Scenario, Persona]) -> None:
    first, again = (measures.texts([play(*cast, 4, average)]) for _ in range(2))
    assert first == again
