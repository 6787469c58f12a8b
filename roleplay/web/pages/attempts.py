"""Starting and finishing a talk, and the list of past ones."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from roleplay.transcript import Difficulty
from roleplay.web.chat import address_of
from roleplay.web.house import house_of, person_of
from roleplay.web.pages.brief import chosen
from roleplay.web.pages.home import begun, row_of
from roleplay.web.pages.progress import counted
from roleplay.web.render import page

routes = APIRouter()


@routes.get("/attempts", response_class=HTMLResponse)
async def past_attempts(request: Request) -> HTMLResponse:
    practice = house_of(request).practice
    attempts = begun(await practice.attempts(person_of(request)))
    rows = [await row_of(practice, attempt) for attempt in attempts]
    return page(request, "attempts.html", rows=rows, talks=len(counted(attempts)))


@routes.post("/attempts")
async def start(
    request: Request,
    scenario: Annotated[str, Form()],
    persona: Annotated[str | None, Form()] = None,
    difficulty: Annotated[Difficulty, Form()] = "standard",
    private: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    house = house_of(request)
    situation, customer = chosen(await house.library(), scenario, persona)
    attempt = await house.practice.start(
        situation.id, customer.id, person=person_of(request), difficulty=difficulty, private=private
    )
    return RedirectResponse(address_of(attempt.id), 303)


@routes.post("/attempts/{attempt_id}/finish")
async def finish(request: Request, attempt_id: str) -> RedirectResponse:
    """The same when done twice. Other open screens of this attempt close too."""
    attempt = await house_of(request).practice.finish(attempt_id, person_of(request))
    await request.app.state.stage.show_end(attempt)
    return RedirectResponse(f"/attempts/{attempt.id}", 303)
