"""“I disagree” and “I did answer”: said with a reason, taken back again; then back to the place on the scorecard."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from roleplay.attempt import Attempt
from roleplay.practice import StoredCard
from roleplay.web.app_context import context_of
from roleplay.web.auth.current_user import current_user_id

routes = APIRouter()
Id = Annotated[int, Form(ge=1, le=2**31 - 1)]


@routes.post("/attempts/{attempt_id}/disputes/check")
async def disagree(
    request: Request, attempt_id: str, card: Id, check: Annotated[str, Form()], reason: Annotated[str, Form()] = ""
) -> RedirectResponse:
    attempt, stored = await _scored(request, attempt_id, card)
    await context_of(request).practice.disputes.disagree(attempt, stored, check, reason)
    return _back(attempt_id, card, f"check-{check}")


@routes.post("/attempts/{attempt_id}/disputes/objection")
async def did_answer(
    request: Request, attempt_id: str, card: Id, objection: Annotated[str, Form()], reason: Annotated[str, Form()] = ""
) -> RedirectResponse:
    attempt, stored = await _scored(request, attempt_id, card)
    await context_of(request).practice.disputes.did_answer(attempt, stored, objection, reason)
    return _back(attempt_id, card, f"objection-{objection}")


@routes.post("/attempts/{attempt_id}/disputes/withdraw")
async def withdraw(
    request: Request, attempt_id: str, card: Id, dispute: Id, place: Annotated[str, Form(pattern=r"^[a-z0-9-]{1,80}$")]
) -> RedirectResponse:
    practice = context_of(request).practice
    attempt = await practice.attempt(attempt_id, current_user_id(request))
    await practice.disputes.withdraw(attempt, dispute)
    return _back(attempt.id, card, place)


async def _scored(request: Request, attempt_id: str, card: int) -> tuple[Attempt, StoredCard]:
    """One's own attempt with the scorecard that something is said against. Raises NotFound."""
    practice = context_of(request).practice
    attempt = await practice.attempt(attempt_id, current_user_id(request))
    return attempt, await practice.cards.find(attempt, card)


def _back(attempt_id: str, card: int, place: str) -> RedirectResponse:
    return RedirectResponse(f"/attempts/{attempt_id}?card={card}#{place}", 303)
