"""A scenario's page for coaches: which objections are never resolved, which facts never found, and where talks end."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.errors import NotFound
from roleplay.transcript import PHASES
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach
from roleplay.web.pages.team.team_filters import team_filters
from roleplay.web.render import page

routes = APIRouter(prefix="/coach")


@routes.get("/scenarios/{scenario_id}", response_class=HTMLResponse)
def scenario(request: Request, me: Coach, scenario_id: str) -> HTMLResponse:
    """Of a scenario that is in the library, or that was practised within reach."""
    context = context_of(request)
    library = context.library()
    asked = team_filters(request, me, None)
    scope = asked.scope(scenario=scenario_id)
    fate = context.reports.scenario(scope)
    known = library.scenarios.get(scenario_id)
    if known is None and not fate.talks:
        raise NotFound("page-not-found")
    return page(
        request, "scenario_stats/scenario_stats.html", asked=asked, fate=fate, scenario=known, id=scenario_id, library=library,
        concerns={each.id: each.concern for each in known.objections} if known else {},
        topics={each.id: each.topic for each in known.facts} if known else {}, phases=PHASES,
    )  # fmt: skip
