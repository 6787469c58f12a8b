"""The brief: who is there, what one may and must not say, and what will be scored, all before the first word."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.transcript import DIFFICULTIES
from roleplay.web.app_context import context_of
from roleplay.web.auth.current_user import current_user_id
from roleplay.web.pages.playbook.view import lines_for_seller
from roleplay.web.pages.progress.figures import progress_of
from roleplay.web.pages.scenario_brief.view import (
    chosen,
    critical_checks,
    hardness,
    judge_of,
    model_of,
    weights,
    words_go_to,
)
from roleplay.web.render import page

routes = APIRouter()


@routes.get("/scenarios/{scenario_id}", response_class=HTMLResponse)
async def brief(request: Request, scenario_id: str, persona: str | None = None, difficulty: str = "") -> HTMLResponse:
    """`difficulty` is chosen beforehand where an assignment asks for one."""
    context, person = context_of(request), current_user_id(request)
    library = await asyncio.to_thread(context.library)
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
