"""Starting and finishing a talk, and the list of past ones."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from roleplay.transcript import Difficulty
from roleplay.web.addresses import chat_address
from roleplay.web.app_context import context_of
from roleplay.web.auth.current_user import current_user_id
from roleplay.web.pages.attempts.view import begun, list_attempt
from roleplay.web.pages.progress.figures import counted
from roleplay.web.pages.scenario_brief.view import chosen
from roleplay.web.render import page

routes = APIRouter()


@routes.get("/attempts", response_class=HTMLResponse)
async def past_attempts(request: Request) -> HTMLResponse:
    practice = context_of(request).practice
    attempts = begun(await practice.attempts(current_user_id(request)))
    rows = [await list_attempt(practice, attempt) for attempt in attempts]
    return page(request, "attempts/attempts.html", rows=rows, talks=len(counted(attempts)))


@routes.post("/attempts")
async def start(
    request: Request,
    scenario: Annotated[str, Form()],
    persona: Annotated[str | None, Form()] = None,
    difficulty: Annotated[Difficulty, Form()] = "standard",
    private: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    context = context_of(request)
    situation, customer = chosen(await asyncio.to_thread(context.library), scenario, persona)
    attempt = await context.practice.start(
        situation.id, customer.id, person=current_user_id(request), difficulty=difficulty, private=private
    )
    return RedirectResponse(chat_address(attempt.id), 303)


@routes.post("/attempts/{attempt_id}/finish")
async def finish(request: Request, attempt_id: str) -> RedirectResponse:
    """The same when done twice. Other open screens of this attempt close too."""
    attempt = await context_of(request).practice.finish(attempt_id, current_user_id(request))
    await request.app.state.turn_runner.show_end(attempt)
    return RedirectResponse(f"/attempts/{attempt.id}", 303)
