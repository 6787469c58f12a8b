"""The rows of the queue, and which talks its address asks for."""

from dataclasses import dataclass

from fastapi import Request

from roleplay.content.library import Library
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.person import Person
from roleplay.review.queue import QueueRow
from roleplay.web.app_context import context_of
from roleplay.web.formatting import Words
from roleplay.web.pages.queue.queue_filters import QueueFilters, read_queue_filters
from roleplay.web.pages.queue.queue_reasons import QueueReason, queue_reason, waiting_for
from roleplay.web.pages.sparkline import Sparkline, trust_sparkline
from roleplay.web.render import words_for


@dataclass(frozen=True)
class QueueLine:
    """A row of the queue; scenario and persona are None where their file is gone."""

    row: QueueRow
    scenario: Scenario | None
    persona: Persona | None
    cause: QueueReason
    spark: Sparkline | None
    waiting: str


def ask_queue(request: Request, me: Person) -> tuple[QueueFilters, str | None]:
    """What the address asks for; and what the assignment is called whose tries it asks for. Raises NotFound for one that is
    not there for this person."""
    asked = read_queue_filters(request.query_params, words_for(request).zone)
    if asked.assignment is None:
        return asked, None
    plan = context_of(request).assignments.plan(me, asked.assignment)
    stage = next(each for each in plan.stages if each.id == asked.assignment)
    return asked.among(each.attempt for each in plan.counted(stage)), stage.title


def queue_line(words: Words, row: QueueRow, library: Library) -> QueueLine:
    scenario, persona = library.scenarios.get(row.attempt.scenario), library.personas.get(row.attempt.persona)
    waiting = waiting_for(words, row.attempt.finished_at)
    return QueueLine(row, scenario, persona, queue_reason(words, row, library), trust_sparkline(row.trust), waiting)
