"""Reviews as their seller sees them: that there is a new one, and what it says."""

import asyncio
from dataclasses import dataclass

from roleplay.attempt import Attempt
from roleplay.content.scenario import Scenario
from roleplay.review.seller_view import ShownReviews
from roleplay.web.app_context import AppContext


@dataclass(frozen=True)
class NewReview:
    """A review that its seller has not opened yet; `coach` is None without an account."""

    attempt: Attempt
    scenario: Scenario
    coach: str | None


async def new_reviews(context: AppContext, attempts: list[Attempt], person: str) -> list[NewReview]:
    """The newest first."""
    unseen = await asyncio.to_thread(context.reviews.unseen, person)
    names = await asyncio.to_thread(context.reports.names, {each.coach for each in unseen})
    mine = {attempt.id: attempt for attempt in attempts}
    return [
        NewReview(
            mine[each.attempt], (await context.practice.content(mine[each.attempt])).scenario, names.get(each.coach)
        )
        for each in unseen
        if each.attempt in mine
    ]


async def review_for_seller(context: AppContext, attempt: Attempt) -> ShownReviews:
    """Opening it marks it as seen. Takes an attempt that was found for its seller."""
    return await asyncio.to_thread(context.reviews.shown_to_seller, attempt)
