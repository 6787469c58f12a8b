"""A scenario's page for coaches: which objections are never resolved, which facts never found, and where talks end."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.errors import NotFound
from roleplay.review.scenario import STOOD, Fate, read_fate
from roleplay.review.team import step
from roleplay.store.names import names_of
from roleplay.transcript import ENDINGS, PHASES
from roleplay.web.allowed import Coach
from roleplay.web.house import house_of
from roleplay.web.pages.team import ask, name_of
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach")


@routes.get("/scenarios/{scenario_id}", response_class=HTMLResponse)
async def scenario(request: Request, me: Coach, scenario_id: str) -> HTMLResponse:
    """Of a scenario that is in the library, or that was practised within reach."""
    words, house, params = words_for(request), house_of(request), request.query_params
    library = await house.library()
    asked = await asyncio.to_thread(ask, request, me, None)
    topic = (params.get("topic") or "")[:80].replace("\0", "") or None
    stood = next((each for each in STOOD if each == params.get("stood")), None)
    ending = next((each for each in ENDINGS if each == params.get("ending")), None)
    scope = asked.scope(scenario=scenario_id)
    fate: Fate = await asyncio.to_thread(read_fate, house.practice.database, scope, topic, stood, ending)
    known = library.scenarios.get(scenario_id)
    if known is None and not fate.talks:
        raise NotFound("page-not-found")
    names = await asyncio.to_thread(names_of, house.practice.database, [each.attempt.person for each in fate.behind])
    sellers = {
        each.attempt.person: name_of(words, each.attempt.person, names.get(each.attempt.person, ""))
        for each in fate.behind
    }
    return page(
        request, "scenario_figures.html", asked=asked, fate=fate, scenario=known, id=scenario_id, library=library,
        concerns={each.id: each.concern for each in known.objections} if known else {},
        topics={each.id: each.topic for each in known.facts} if known else {}, sellers=sellers, phases=PHASES, step=step,
        topic=topic, stood=stood, ending=ending,
    )  # fmt: skip
