"""A talk whose score nobody hides: one in ten is drawn for blind marks by its id, and its pages answer differently."""

from roleplay.attempt import Attempt
from roleplay.practice import PracticeService
from roleplay.scoring.attention import is_sampled


async def start_undrawn(practice: PracticeService, scenario: str, persona: str, person: str, seed: int) -> Attempt:
    attempt = await practice.start(scenario, persona, person=person, seed=seed)
    if not is_sampled(attempt.id):
        return attempt
    await practice.my_data.delete(attempt.id, person)
    return await start_undrawn(practice, scenario, persona, person, seed)
