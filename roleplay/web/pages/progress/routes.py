"""Progress in one scenario: total and criteria over the attempts, and the attempts themselves."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.content.scenario import Scenario
from roleplay.errors import NotFound
from roleplay.web.app_context import context_of
from roleplay.web.auth.current_user import current_user_id
from roleplay.web.pages.attempts.view import ListedAttempt, list_attempt
from roleplay.web.pages.progress.chart import ChartedAttempt, latest_scored, progress_chart
from roleplay.web.render import page

routes = APIRouter()


@routes.get("/progress/{scenario_id}", response_class=HTMLResponse)
async def progress(request: Request, scenario_id: str) -> HTMLResponse:
    """By the rubric of the latest scored talk. Nothing scored there yet: there is no such page."""
    practice = context_of(request).practice
    attempts = await practice.attempts(current_user_id(request))
    latest = latest_scored([attempt for attempt in attempts if attempt.scenario == scenario_id])
    if latest is None:
        raise NotFound("scenario-not-found", id=scenario_id, known="-")
    talks, rubric, series = await progress_chart(practice, attempts, latest)
    rows: list[tuple[ChartedAttempt, ListedAttempt]] = [
        (talk, await list_attempt(practice, talk.attempt)) for talk in reversed(talks)
    ]
    scenario: Scenario = (await practice.content(latest)).scenario
    return page(
        request, "progress/progress.html", scenario=scenario, rubric=rubric, series=series, talks=talks, rows=rows
    )
