"""The playbook: its lines, a scenario's with what was said to each objection, withdrawing one, and the gold lines to download."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.attempt import Attempt
from roleplay.content.scenario import Scenario
from roleplay.errors import NotFound
from roleplay.person import Person
from roleplay.playbook import PlaybookLine
from roleplay.review.gold import as_yaml
from roleplay.review.objection_answers import TALKS, Answers, answers_of
from roleplay.review.playbook import for_feedback, served_by
from roleplay.web.allowed import Admin, Coach
from roleplay.web.house import house_of
from roleplay.web.pages.plans import Stretch
from roleplay.web.pages.promote import playbook_of
from roleplay.web.pages.titles import Titles
from roleplay.web.render import page

routes = APIRouter(prefix="/coach/playbook")


@dataclass(frozen=True)
class Listed:
    """A line as the coach's pages show it. `serves` is worded; `opens`: the reader may open the talk it is from."""

    line: PlaybookLine
    serves: list[str]
    opens: bool
    withdrawable: bool


@routes.get("", response_class=HTMLResponse)
async def playbook_page(request: Request, me: Coach) -> HTMLResponse:
    library = await house_of(request).library()
    listed = await _listed(request, me, await asyncio.to_thread(playbook_of(request).lines))
    by_scenario: dict[str, list[Listed]] = {id: [] for id in library.scenarios}
    for one in listed:
        by_scenario.setdefault(one.line.scenario, []).append(one)
    return page(request, "playbook/list.html", by_scenario=by_scenario, titles=Titles(library), n=len(listed))


@routes.get("/{scenario_id}", response_class=HTMLResponse)
async def scenario_page(request: Request, me: Coach, scenario_id: str) -> HTMLResponse:
    scenario = await _scenario(request, scenario_id)
    listed = await _listed(request, me, await asyncio.to_thread(playbook_of(request).lines, scenario_id))
    database = house_of(request).practice.database
    answers = await asyncio.to_thread(answers_of, database, me, scenario)
    return page(
        request, "playbook/scenario.html", scenario=scenario, listed=listed, answers=answers, bar_of=_bar, latest=TALKS,
        may_export=me.has("admin"),
    )  # fmt: skip


@routes.get("/{scenario_id}/gold.yaml")
async def gold(request: Request, me: Admin, scenario_id: str) -> Response:
    await _scenario(request, scenario_id)
    lines = await asyncio.to_thread(playbook_of(request).gold, scenario_id)
    headers = {"Content-Disposition": f'attachment; filename="{scenario_id}-gold.yaml"'}
    return Response(as_yaml(scenario_id, lines), media_type="application/yaml; charset=utf-8", headers=headers)


@routes.post("/lines/{id}/withdraw")
async def withdraw(request: Request, me: Coach, id: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> RedirectResponse:
    await asyncio.to_thread(playbook_of(request).withdraw, me, id)
    return RedirectResponse("/coach/playbook", 303)


async def lines_for_seller(request: Request, scenario_id: str, attempts: Sequence[Attempt]) -> list[PlaybookLine]:
    """For the brief: only after the first finished talk in this scenario, as model lines are."""
    if not any(each.scenario == scenario_id and each.is_finished for each in attempts):
        return []
    return await asyncio.to_thread(playbook_of(request).lines, scenario_id)


async def lines_beside(request: Request, attempt: Attempt) -> dict[str, PlaybookLine]:
    """For the feedback: by `check:<id>` and `objection:<id>` a colleague's line."""
    lines = await asyncio.to_thread(playbook_of(request).lines, attempt.scenario)
    return for_feedback(lines, attempt.person)


async def _scenario(request: Request, id: str) -> Scenario:
    found = (await house_of(request).library()).scenarios.get(id)
    if found is None:
        raise NotFound("page-not-found")
    return found


async def _listed(request: Request, me: Person, lines: list[PlaybookLine]) -> list[Listed]:
    library = await house_of(request).library()
    opens = await asyncio.to_thread(playbook_of(request).readable, me, lines)
    words: dict[str, dict[str, str]] = {
        id: served_by(each, library.rubrics[each.rubric]) for id, each in library.scenarios.items()
    }
    return [
        Listed(
            line, [words.get(line.scenario, {}).get(ref, ref) for ref in line.serves], line.attempt in opens,
            me.has("admin") or line.coach == me.id,
        )
        for line in lines
    ]  # fmt: skip


def _bar(one: Answers) -> list[Stretch]:
    """Resolved, then left unanswered, of the talks in which it came up."""
    share = 100 * one.states["resolved"] / one.came if one.came else 0
    parts = [Stretch("b1", 0, round(max(share - 0.4, 0), 2)), Stretch("b3", round(share, 2), round(100 - share, 2))]
    return [part for part in parts if part.width] if one.came else []
