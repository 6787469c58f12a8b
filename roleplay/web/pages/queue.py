"""The coach's queue: the talks that are worth a look, in the order in which a coach's eye helps most."""

import asyncio
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.content.library import Library
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.person import Person
from roleplay.review.queue import QueueRow
from roleplay.review.trust import WANTED
from roleplay.scoring.rated import FEW
from roleplay.store.coach_stats import teams_of
from roleplay.web.allowed import Coach
from roleplay.web.house import house_of
from roleplay.web.pages.agreed import panel_of
from roleplay.web.pages.asked import Asked, read_asked
from roleplay.web.pages.narrowed import narrowed
from roleplay.web.pages.plans import assignments_of
from roleplay.web.pages.reasons import Cause, cause_of, waiting_for
from roleplay.web.pages.spark import Spark, spark_of
from roleplay.web.render import page, words_for
from roleplay.web.words import Words

routes = APIRouter(prefix="/coach")


@dataclass(frozen=True)
class Line:
    """A row of the queue; scenario and persona are None where their file is gone."""

    row: QueueRow
    scenario: Scenario | None
    persona: Persona | None
    cause: Cause
    spark: Spark | None
    waiting: str


@routes.get("", response_class=HTMLResponse)
async def queue(request: Request, me: Coach) -> HTMLResponse:
    house, words = house_of(request), words_for(request)
    asked, assignment = await ask_queue(request, me)
    library = await house.library()
    found = await asyncio.to_thread(house.reviews.queue, me, asked.filters, asked.page)
    lines = [_line(words, row, library) for row in found.rows]
    teams = await asyncio.to_thread(teams_of, house.practice.database, me)
    return page(
        request,
        "queue.html",
        asked=asked,
        found=found,
        lines=lines,
        library=library,
        teams=teams,
        trust=await panel_of(house),
        few=FEW,
        wanted=round(100 * WANTED),
        narrowed=narrowed(words, asked, library, assignment),
    )


async def ask_queue(request: Request, me: Person) -> tuple[Asked, str | None]:
    """What the address asks for; and what the assignment is called whose tries it asks for. Raises NotFound for one that is
    not there for this person."""
    asked = read_asked(request.query_params, words_for(request).zone)
    if asked.assignment is None:
        return asked, None
    plan = await asyncio.to_thread(assignments_of(request).plan, me, asked.assignment)
    stage = next(each for each in plan.stages if each.id == asked.assignment)
    return asked.among(each.attempt for each in plan.counted(stage)), stage.title


def _line(words: Words, row: QueueRow, library: Library) -> Line:
    scenario, persona = library.scenarios.get(row.attempt.scenario), library.personas.get(row.attempt.persona)
    waiting = waiting_for(words, row.attempt.finished_at)
    return Line(row, scenario, persona, cause_of(words, row, library), spark_of(row.trust), waiting)
