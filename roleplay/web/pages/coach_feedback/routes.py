"""What a seller is told of reviews: on the home page that there is one, on the scorecard what it says; and their answers."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import CurrentUser

routes = APIRouter()


@routes.post("/attempts/{attempt_id}/comments")
async def answer(
    request: Request, me: CurrentUser, attempt_id: str, text: Annotated[str, Form(max_length=20_000)] = ""
) -> RedirectResponse:
    context = context_of(request)
    attempt = await context.practice.attempt(attempt_id, me.id)
    await asyncio.to_thread(context.reviews.answer, attempt, text)
    return RedirectResponse(f"/attempts/{attempt.id}#review", 303)
