"""Reminding a seller of what is open, from wherever a coach sees it; and putting a reminder away."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from roleplay.review.reminders import ReminderService
from roleplay.store.reminders import Reminder
from roleplay.web.allowed import Coach, Me
from roleplay.web.house import house_of, me_of
from roleplay.web.languages import inside

routes = APIRouter()


def reminders_of(request: Request) -> ReminderService:
    house = house_of(request)
    return ReminderService(house.practice.database, house.settings.zone)


async def reminder_of(request: Request) -> Reminder | None:
    """For the home page of who is there: the last one, unless it was put away."""
    return await asyncio.to_thread(reminders_of(request).shown_to, me_of(request))


@routes.post("/coach/sellers/{person_id}/remind")
async def remind(
    request: Request, me: Coach, person_id: str, back: Annotated[str, Form(max_length=400)] = "/coach/team"
) -> RedirectResponse:
    await asyncio.to_thread(reminders_of(request).remind, me, person_id)
    return RedirectResponse(inside(back), 303)


@routes.post("/reminders/{id}/dismiss")
async def dismiss(request: Request, me: Me, id: int) -> RedirectResponse:
    await asyncio.to_thread(reminders_of(request).dismiss, me, id)
    return RedirectResponse("/", 303)
