"""Attempts as lists show them."""

from dataclasses import dataclass

from roleplay.attempt import Attempt
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.practice import PracticeService


def begun(attempts: list[Attempt]) -> list[Attempt]:
    """Without talks that were opened and left before a word was said: there is nothing to go on with."""
    return [attempt for attempt in attempts if attempt.is_finished or attempt.is_begun]


@dataclass(frozen=True)
class ListedAttempt:
    """An attempt in a list."""

    attempt: Attempt
    scenario: Scenario
    persona: Persona
    pass_mark: int


async def list_attempt(practice: PracticeService, attempt: Attempt) -> ListedAttempt:
    scenario, persona, rubric = await practice.content(attempt)
    return ListedAttempt(attempt, scenario, persona, rubric.pass_mark)
