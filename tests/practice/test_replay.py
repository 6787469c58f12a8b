"""Same content, seed and seller's words: same speakers, texts and states."""

from collections.abc import Callable

import pytest

from roleplay.practice import PracticeService
from roleplay.transcript import Difficulty
from tests.practice.conftest import ALICE, CALL, LINES, talk


@pytest.mark.parametrize(("seed", "difficulty"), [(1, "standard"), (2, "easy"), (3, "hard")])
async def test_replaying_a_stored_attempt_gives_the_same_talk_and_scorecard(
    reopen: Callable[..., PracticeService], seed: int, difficulty: Difficulty
) -> None:
    door = reopen()
    played = await talk(door, await door.start(*CALL, person=ALICE, seed=seed, difficulty=difficulty), *LINES)
    await door.finish(played.id, ALICE)
    stored = await door.transcript(played.id, ALICE)

    later = reopen()
    again = await later.start(
        played.scenario, played.persona, person=ALICE, seed=played.seed, difficulty=played.difficulty
    )
    await talk(later, again, *[turn.text for turn in stored.seller_turns()])
    await later.finish(again.id, ALICE)

    assert await later.transcript(again.id, ALICE) == stored
    assert await later.scorecard(again.id, ALICE) == await door.scorecard(played.id, ALICE)


async def test_another_seed_gives_another_talk(door: PracticeService) -> None:
    texts = set()
    for seed in range(4):
        attempt = await talk(door, await door.start(*CALL, person=ALICE, seed=seed), *LINES[:3])
        transcript = await door.transcript(attempt.id, ALICE)
        texts.add(tuple(turn.text for turn in transcript.turns))

    assert len(texts) > 1
