"""The reminder on a seller's home page."""

import asyncio

from fastapi import Request

from roleplay.store.reminders import Reminder
from roleplay.web.app_context import context_of
from roleplay.web.auth.current_user import current_user


async def reminder_of(request: Request) -> Reminder | None:
    """For the home page of who is there: the last one, unless it was put away."""
    return await asyncio.to_thread(context_of(request).reminders.shown_to, current_user(request))
