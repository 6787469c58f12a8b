"""Starting an attempt, and who may see it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from roleplay.attempt import Attempt
from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.errors import NotFound, RoleplayError
from roleplay.practice import PracticeService
from tests.practice.conftest import ALICE, BOB, CALL, LINES, talk


async def test_an_attempt_knows_what_it_was_started_with(door: PracticeService, library: Library) -> None:
    attempt = await door.start(*CALL, person=ALICE, difficulty="hard", seed=11)

    assert (attempt.scenario, attempt.persona, attempt.rubric, attempt.language) == (*CALL, "call", "en")
    assert (attempt.difficulty, attempt.seed, attempt.customer, attempt.kind) == ("hard", 11, "offline", "practice")
    assert attempt.content["scenario:oven-call"] == library.hash("scenario", "oven-call")
    assert await door.attempt(attempt.id, ALICE) == attempt


async def test_without_a_seed_each_attempt_draws_its_own(door: PracticeService) -> None:
    seeds = {(await door.start("oven-call", person=ALICE)).seed for _ in range(5)}

    assert len(seeds) > 1 and all(0 <= seed < 1_000_000 for seed in seeds)


@pytest.mark.parametrize(
    ("scenario", "persona", "code"),
    [("nowhere", None, "scenario-not-found"), ("oven-call", "nobody", "persona-not-here")],
)
async def test_what_is_not_there_cannot_be_started(
    door: PracticeService, scenario: str, persona: str, code: str
) -> None:
    with pytest.raises(RoleplayError) as refused:
        await door.start(scenario, persona, person=ALICE)
    assert refused.value.code == code


async def test_a_model_that_is_not_configured_cannot_be_asked_for(door: PracticeService) -> None:
    with pytest.raises(RoleplayError) as refused:
        await door.start(*CALL, person=ALICE, mode="model")
    assert refused.value.code == "setting-model"


async def test_a_configured_model_speaks_unless_the_offline_customer_is_asked_for(
    reopen: Callable[..., PracticeService],
) -> None:
    door = reopen(settings=Settings(model="m", base_url="http://127.0.0.1:9/v1"))

    assert (await door.start(*CALL, person=ALICE)).customer == "model"
    assert (await door.start(*CALL, person=ALICE, mode="offline")).customer == "offline"


async def test_another_person_finds_nothing_and_can_do_nothing(door: PracticeService, attempt: Attempt) -> None:
    async def said() -> None:
        async for _event in door.say(attempt.id, BOB, "hello"):
            pass

    async def listened() -> None:
        async for _event in door.answer_pending(attempt.id, BOB):
            pass

    for tried in (
        door.attempt(attempt.id, BOB), door.transcript(attempt.id, BOB), door.finish(attempt.id, BOB),
        door.scorecard(attempt.id, BOB), said(), listened(),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            await tried
    assert await door.attempts(BOB) == []
    assert await door.attempt(attempt.id, ALICE) == attempt


async def test_an_attempt_keeps_the_content_it_was_started_with(
    reopen: Callable[..., PracticeService], door: PracticeService, attempt: Attempt, library: Library
) -> None:
    changed = library.scenarios["oven-call"].model_copy(update={"title": "Another title"})
    later = reopen()
    later.library = lambda: replace(library, scenarios={"oven-call": changed})

    scenario, persona, rubric = await later.content(attempt)

    assert (scenario, persona, rubric) == (
        library.scenarios["oven-call"], library.personas["owner-pat"], library.rubrics["call"],
    )  # fmt: skip
    assert (await talk(later, attempt, LINES[0])).turns == 2
