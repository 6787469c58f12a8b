"""The brief: who is there, what one may and must not say, and what will be scored, all before the first word."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.content.persona import Persona
from roleplay.content.rubric import Criterion
from roleplay.content.scenario import Scenario
from roleplay.errors import NotFound
from roleplay.transcript import DIFFICULTIES
from roleplay.web.app_context import context_of
from roleplay.web.auth.current_user import current_user_id
from roleplay.web.pages.playbook.routes import lines_for_seller
from roleplay.web.pages.progress.figures import hardness, progress_of
from roleplay.web.render import page

routes = APIRouter()
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


@routes.get("/scenarios/{scenario_id}", response_class=HTMLResponse)
async def brief(request: Request, scenario_id: str, persona: str | None = None, difficulty: str = "") -> HTMLResponse:
    """`difficulty` is chosen beforehand where an assignment asks for one."""
    context, person = context_of(request), current_user_id(request)
    library = await context.library()
    scenario, customer = chosen(library, scenario_id, persona)
    rubric = library.rubrics[scenario.rubric]
    attempts = await context.practice.attempts(person)
    return page(
        request, "scenario_brief/brief.html", scenario=scenario, persona=customer, rubric=rubric, weights=weights(rubric.criteria),
        others=[library.personas[id] for id in scenario.personas if id != customer.id], hardness=hardness,
        progress=progress_of(attempts, scenario.id, customer.id), host=words_go_to(context.settings), may_be_private=context.settings.private == "allowed",
        model=model_of(context.settings), played=context.settings.speaker == "model", judge=judge_of(context.settings), difficulties=DIFFICULTIES, critical=critical_checks(rubric.criteria),
        playbook=await lines_for_seller(request, scenario.id, attempts),
        wanted=difficulty if difficulty in DIFFICULTIES else "standard",
    )  # fmt: skip


def critical_checks(criteria: tuple[Criterion, ...]) -> list[str]:
    """What fails the attempt whatever the total, as questions."""
    return [check.asks for criterion in criteria for check in criterion.checks if check.critical]
