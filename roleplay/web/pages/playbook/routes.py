"""The playbook: its lines, a scenario's with what was said to each objection, withdrawing one, and the gold lines to download."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.content.scenario import Scenario
from roleplay.errors import NotFound
from roleplay.review.gold import as_yaml
from roleplay.review.objection_answers import TALKS
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Admin, Coach
from roleplay.web.pages.content_titles import ContentTitles
from roleplay.web.pages.playbook.view import ListedLine, answers_bar, list_lines
from roleplay.web.render import page

routes = APIRouter(prefix="/coach/playbook")


@routes.get("", response_class=HTMLResponse)
def playbook_page(request: Request, me: Coach) -> HTMLResponse:
    library = context_of(request).library()
    listed = list_lines(request, me, context_of(request).playbook.lines())
    by_scenario: dict[str, list[ListedLine]] = {id: [] for id in library.scenarios}
    for one in listed:
        by_scenario.setdefault(one.line.scenario, []).append(one)
    return page(request, "playbook/list.html", by_scenario=by_scenario, titles=ContentTitles(library), n=len(listed))


@routes.get("/{scenario_id}", response_class=HTMLResponse)
def scenario_page(request: Request, me: Coach, scenario_id: str) -> HTMLResponse:
    scenario = _scenario(request, scenario_id)
    listed = list_lines(request, me, context_of(request).playbook.lines(scenario_id))
    answers = context_of(request).reports.answers(me, scenario)
    return page(
        request, "playbook/scenario.html", scenario=scenario, listed=listed, answers=answers, bar_of=answers_bar, latest=TALKS,
        may_export=me.has("admin"),
    )  # fmt: skip


@routes.get("/{scenario_id}/gold.yaml")
def gold(request: Request, me: Admin, scenario_id: str) -> Response:
    _scenario(request, scenario_id)
    lines = context_of(request).playbook.gold(scenario_id)
    context_of(request).audit.note_export("playbook")
    headers = {"Content-Disposition": f'attachment; filename="{scenario_id}-gold.yaml"'}
    return Response(as_yaml(scenario_id, lines), media_type="application/yaml; charset=utf-8", headers=headers)


@routes.post("/lines/{id}/withdraw")
def withdraw(request: Request, me: Coach, id: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> RedirectResponse:
    context_of(request).playbook.withdraw(me, id)
    return RedirectResponse("/coach/playbook", 303)


def _scenario(request: Request, id: str) -> Scenario:
    found = context_of(request).library().scenarios.get(id)
    if found is None:
        raise NotFound("page-not-found")
    return found
