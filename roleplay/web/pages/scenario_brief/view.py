"""What the brief tells: who is there, what is scored, how hard the customer is, and where the words go."""

from urllib.parse import urlsplit

from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.content.persona import Persona
from roleplay.content.rubric import Criterion
from roleplay.content.scenario import Scenario
from roleplay.errors import NotFound

OPENAI_HOST = "api.openai.com"  # where a key without an address leads


def chosen(library: Library, scenario_id: str, persona_id: str | None) -> tuple[Scenario, Persona]:
    """The scenario with this customer, or with its first one. Raises NotFound."""
    scenario = library.scenarios.get(scenario_id)
    if scenario is None or (persona_id and persona_id not in scenario.personas):
        raise NotFound("scenario-not-found", id=scenario_id, known=", ".join(library.scenarios))
    return scenario, library.personas[persona_id or scenario.personas[0]]


def words_go_to(settings: Settings) -> str | None:
    """The host that will read what is said, or None when nothing leaves this machine."""
    if settings.speaker == "offline" and settings.counts == "signals":
        return None
    return (urlsplit(settings.base_url).hostname or settings.base_url) if settings.base_url else OPENAI_HOST


def model_of(settings: Settings) -> str:
    """Which model reads it: the customer's, or where the customer is offline the judge's."""
    return settings.model if settings.speaker == "model" else judge_of(settings)


def judge_of(settings: Settings) -> str:
    """The model that judges the talk when it is over; empty where the signals alone score."""
    return (settings.judge_model or settings.model) if settings.counts == "judge" else ""


def weights(criteria: tuple[Criterion, ...]) -> list[tuple[float, float, int]]:
    """Start, end and weight of each criterion on a line of 100."""
    spans, start = [], 0
    for criterion in criteria:
        spans.append((start + 0.3, start + criterion.weight - 0.3, criterion.weight))
        start += criterion.weight
    return spans


def critical_checks(criteria: tuple[Criterion, ...]) -> list[str]:
    """What fails the attempt whatever the total, as questions."""
    return [check.asks for criterion in criteria for check in criterion.checks if check.critical]


def hardness(persona: Persona) -> int:
    """1 to 4: little patience and little openness make a hard customer."""
    temper = persona.temperament
    return max(1, min(4, 4 - (temper.patience + temper.openness) // 2))
