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
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach
from roleplay.web.formatting import Words
from roleplay.web.pages.queue.filter_chips import filter_chips
from roleplay.web.pages.queue.queue_filters import QueueFilters, read_queue_filters
from roleplay.web.pages.queue.queue_reasons import QueueReason, queue_reason, waiting_for
from roleplay.web.pages.sparkline import Sparkline, trust_sparkline
from roleplay.web.pages.trust.routes import trust_panel
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach")


@dataclass(frozen=True)
class QueueLine:
    """A row of the queue; scenario and persona are None where their file is gone."""

    row: QueueRow
    scenario: Scenario | None
    persona: Persona | None
    cause: QueueReason
    spark: Sparkline | None
    waiting: str


@routes.get("", response_class=HTMLResponse)
async def queue(request: Request, me: Coach) -> HTMLResponse:
    context, words = context_of(request), words_for(request)
    asked, assignment = await ask_queue(request, me)
    library = await context.library()
    found = await asyncio.to_thread(context.reviews.queue, me, asked.filters, asked.page)
    lines = [_line(words, row, library) for row in found.rows]
    teams = await asyncio.to_thread(context.reports.teams, me)
    return page(
        request,
        "queue/queue.html",
        asked=asked,
        found=found,
        lines=lines,
        library=library,
        teams=teams,
        trust=await trust_panel(context),
        few=FEW,
        wanted=round(100 * WANTED),
        narrowed=filter_chips(words, asked, library, assignment),
    )


async def ask_queue(request: Request, me: Person) -> tuple[QueueFilters, str | None]:
    """What the address asks for; and what the assignment is called whose tries it asks for. Raises NotFound for one that is
    not there for this person."""
    asked = read_queue_filters(request.query_params, words_for(request).zone)
    if asked.assignment is None:
        return asked, None
    plan = await asyncio.to_thread(context_of(request).assignments.plan, me, asked.assignment)
    stage = next(each for each in plan.stages if each.id == asked.assignment)
    return asked.among(each.attempt for each in plan.counted(stage)), stage.title


def _line(words: Words, row: QueueRow, library: Library) -> QueueLine:
    scenario, persona = library.scenarios.get(row.attempt.scenario), library.personas.get(row.attempt.persona)
    waiting = waiting_for(words, row.attempt.finished_at)
    return QueueLine(row, scenario, persona, queue_reason(words, row, library), trust_sparkline(row.trust), waiting)
