"""One seller's page for their coach: each criterion from talk to talk, the talks, and what coaches said."""

import asyncio
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.errors import NotFound
from roleplay.person import LOCAL, Person
from roleplay.review.plans import owed, plans_within_reach
from roleplay.review.seller_stats import SellerStats, read_seller_stats
from roleplay.review.team_stats import step
from roleplay.store.coach_stats import MeanLevel
from roleplay.web.allowed import Coach
from roleplay.web.house import house_of
from roleplay.web.pages.plans import last_day
from roleplay.web.pages.reminders import reminders_of
from roleplay.web.pages.team import ask, columns_of_rubric, name_of
from roleplay.web.pages.trend import Trend, trend_of
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach")


@dataclass(frozen=True)
class Criterion:
    """A criterion's mean level now, and how it went; both None where it was never scored."""

    mean: MeanLevel | None
    trend: Trend | None


@routes.get("/sellers/{person_id}", response_class=HTMLResponse)
async def seller(request: Request, me: Coach, person_id: str) -> HTMLResponse:
    """Who is not within reach is not there."""
    words, house = words_for(request), house_of(request)
    asked = await asyncio.to_thread(ask, request, me, None)
    found = await asyncio.to_thread(
        read_seller_stats, house.practice.database, asked.scope(seller=person_id), asked.rubric
    )
    if found is None:
        raise NotFound("page-not-found")
    library = await house.library()
    columns = columns_of_rubric(library, found.rubric, {each for talk in found.talks for each in talk.levels})
    criteria = {column.id: _criterion(found, column.id) for column in columns}
    return page(
        request, "seller.html", asked=asked, seller=found, called=name_of(words, person_id, found.name), columns=columns,
        criteria=criteria, library=library, step=step, last_day=last_day, **await _asked_of(request, me, found),
    )  # fmt: skip


async def _asked_of(request: Request, me: Person, found: SellerStats) -> dict[str, Any]:
    """What was assigned to them as far as this coach may see it, what of it is open, and when they were last reminded. Who
    has no account any more is asked nothing."""
    may_assign = bool(found.name) or found.id == LOCAL.id
    database = house_of(request).practice.database
    plans = await asyncio.to_thread(plans_within_reach, database, me, {found.id}) if may_assign else []
    plans = [each for each in plans if each.members]
    return {
        "may_assign": may_assign, "plans_of": plans, "owes": owed(plans).get(found.id),
        "reminder": (await asyncio.to_thread(reminders_of(request).latest, {found.id})).get(found.id),
    }  # fmt: skip


def _criterion(found: SellerStats, criterion: str) -> Criterion:
    return Criterion(found.means.get(criterion), trend_of(found.series(criterion)))
