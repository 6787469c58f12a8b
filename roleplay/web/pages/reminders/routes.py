"""Reminding a seller of what is open, from wherever a coach sees it; and putting a reminder away."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach, CurrentUser
from roleplay.web.languages import inside

routes = APIRouter()


@routes.post("/coach/sellers/{person_id}/remind")
def remind(
    request: Request, me: Coach, person_id: str, back: Annotated[str, Form(max_length=400)] = "/coach/team"
) -> RedirectResponse:
    context_of(request).reminders.remind(me, person_id)
    return RedirectResponse(inside(back), 303)


@routes.post("/reminders/{id}/dismiss")
def dismiss(request: Request, me: CurrentUser, id: int) -> RedirectResponse:
    context_of(request).reminders.dismiss(me, id)
    return RedirectResponse("/", 303)
