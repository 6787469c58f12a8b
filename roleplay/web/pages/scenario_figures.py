"""A scenario's page for coaches: which objections are never resolved, which facts never found, and where talks end."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.errors import NotFound
from roleplay.review.scenario_stats import read_scenario_stats
from roleplay.transcript import PHASES
from roleplay.web.allowed import Coach
from roleplay.web.house import house_of
from roleplay.web.pages.team import ask
from roleplay.web.render import page

routes = APIRouter(prefix="/coach")


@routes.get("/scenarios/{scenario_id}", response_class=HTMLResponse)
async def scenario(request: Request, me: Coach, scenario_id: str) -> HTMLResponse:
    """Of a scenario that is in the library, or that was practised within reach."""
    house = house_of(request)
    library = await house.library()
    asked = await asyncio.to_thread(ask, request, me, None)
    scope = asked.scope(scenario=scenario_id)
    fate = await asyncio.to_thread(read_scenario_stats, house.practice.database, scope)
    known = library.scenarios.get(scenario_id)
    if known is None and not fate.talks:
        raise NotFound("page-not-found")
    return page(
        request, "scenario_figures.html", asked=asked, fate=fate, scenario=known, id=scenario_id, library=library,
        concerns={each.id: each.concern for each in known.objections} if known else {},
        topics={each.id: each.topic for each in known.facts} if known else {}, phases=PHASES,
    )  # fmt: skip
