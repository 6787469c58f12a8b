"""What a person has reached: the best score and the number of talks for each customer, from the list of attempts."""

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.attempt import Attempt
from roleplay.content.persona import Persona
from roleplay.practice import PracticeService, StoredCard
from roleplay.transcript import Difficulty


@dataclass(frozen=True)
class Progress:
    """`best` and `passed` belong to scored attempts; `talks` counts the finished ones."""

    talks: int = 0
    best: int | None = None
    passed: bool = False


def counted(attempts: Sequence[Attempt]) -> list[Attempt]:
    """Without branches: a moment tried again is practice, and counts for no figure."""
    return [attempt for attempt in attempts if not attempt.is_branch]


def progress_of(attempts: Sequence[Attempt], scenario: str, persona: str) -> Progress:
    done = [a for a in counted(attempts) if a.is_finished and (a.scenario, a.persona) == (scenario, persona)]
    scored = [a.total for a in done if a.total is not None]
    return Progress(len(done), max(scored, default=None), any(a.passed for a in done))


def before(attempts: Sequence[Attempt], this: Attempt) -> list[Attempt]:
    """Earlier finished talks with the same customer in the same scenario, the latest first. A branch has none: it is
    compared with its parent."""
    if this.is_branch:
        return []
    same = [
        a
        for a in counted(attempts)
        if a.is_finished and a.id != this.id and (a.scenario, a.persona) == (this.scenario, this.persona)
    ]
    return sorted((a for a in same if a.started_at < this.started_at), key=lambda a: a.started_at, reverse=True)


@dataclass(frozen=True)
class Last:
    """The last score before this one. Only by the same rubric and the same scorer is one better than the other."""

    total: int
    difficulty: Difficulty
    comparable: bool


async def last_of(practice: PracticeService, earlier: Sequence[Attempt], stored: StoredCard) -> Last | None:
    """From `before`: the latest that has a score."""
    last = next((attempt for attempt in earlier if attempt.total is not None), None)
    if last is None or last.total is None:
        return None
    then = (await practice.cards.counting([last])).get(last.id)
    alike = then and (then.rubric_hash, then.card.scorer) == (stored.rubric_hash, stored.card.scorer)
    return Last(last.total, last.difficulty, bool(alike))


def hardness(persona: Persona) -> int:
    """1 to 4: little patience and little openness make a hard customer."""
    temper = persona.temperament
    return max(1, min(4, 4 - (temper.patience + temper.openness) // 2))
