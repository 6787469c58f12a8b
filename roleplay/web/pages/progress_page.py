"""How one gets on in a scenario: total and criteria over the attempts, and the attempts themselves."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.content.scenario import Scenario
from roleplay.errors import NotFound
from roleplay.web.house import house_of, person_of
from roleplay.web.pages.home import Row, row_of
from roleplay.web.pages.series import Scored, latest_scored, series_of
from roleplay.web.render import page

routes = APIRouter()


@routes.get("/progress/{scenario_id}", response_class=HTMLResponse)
async def progress(request: Request, scenario_id: str) -> HTMLResponse:
    """By the rubric of the latest scored talk. Nothing scored there yet: there is no such page."""
    practice = house_of(request).practice
    attempts = await practice.attempts(person_of(request))
    latest = latest_scored([attempt for attempt in attempts if attempt.scenario == scenario_id])
    if latest is None:
        raise NotFound("scenario-not-found", id=scenario_id, known="-")
    talks, rubric, series = await series_of(practice, attempts, latest)
    rows: list[tuple[Scored, Row]] = [(talk, await row_of(practice, talk.attempt)) for talk in reversed(talks)]
    scenario: Scenario = (await practice.content(latest)).scenario
    return page(request, "progress.html", scenario=scenario, rubric=rubric, series=series, talks=talks, rows=rows)
