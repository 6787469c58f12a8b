"""What a seller is told of reviews: on the home page that there is one, on the scorecard what it says; and their answers."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from roleplay.attempt import Attempt
from roleplay.content.scenario import Scenario
from roleplay.review.seller_view import ShownReviews
from roleplay.store.people import names_of
from roleplay.web.allowed import Me
from roleplay.web.house import House, house_of

routes = APIRouter()


@dataclass(frozen=True)
class News:
    """A review that its seller has not opened yet; `coach` is None without an account."""

    attempt: Attempt
    scenario: Scenario
    coach: str | None


async def news_for(house: House, attempts: list[Attempt], person: str) -> list[News]:
    """The newest first."""
    unseen = await asyncio.to_thread(house.reviews.unseen, person)
    names = await asyncio.to_thread(names_of, house.practice.database, {each.coach for each in unseen})
    mine = {attempt.id: attempt for attempt in attempts}
    return [
        News(mine[each.attempt], (await house.practice.content(mine[each.attempt])).scenario, names.get(each.coach))
        for each in unseen
        if each.attempt in mine
    ]


async def reviewed_of(house: House, attempt: Attempt) -> ShownReviews:
    """Opening it marks it as seen. Takes an attempt that was found for its seller."""
    return await asyncio.to_thread(house.reviews.shown_to_seller, attempt)


@routes.post("/attempts/{attempt_id}/comments")
async def answer(
    request: Request, me: Me, attempt_id: str, text: Annotated[str, Form(max_length=20_000)] = ""
) -> RedirectResponse:
    house = house_of(request)
    attempt = await house.practice.attempt(attempt_id, me.id)
    await asyncio.to_thread(house.reviews.answer, attempt, text)
    return RedirectResponse(f"/attempts/{attempt.id}#review", 303)
