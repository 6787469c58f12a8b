"""A coach's assignments: all of them with how far everybody is, one of them person by person, giving one, withdrawing it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.errors import RoleplayError
from roleplay.person import LOCAL, Person
from roleplay.review.assignments import assignees_of
from roleplay.review.plans import Plan, owed
from roleplay.review.progress import STATES
from roleplay.transcript import DIFFICULTIES
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach
from roleplay.web.pages.assignments.assignment_form import AssignmentForm, FilledAssignment, read_day
from roleplay.web.pages.assignments.view import BarPart, bar_of, last_day
from roleplay.web.pages.content_titles import ContentTitles
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach/assignments")
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]


@dataclass(frozen=True)
class ListedAssignment:
    plan: Plan
    bar: list[BarPart]


@routes.get("", response_class=HTMLResponse)
def assignments_page(
    request: Request, me: Coach, at: Annotated[int, Query(alias="page", ge=1, le=10**6)] = 1
) -> HTMLResponse:
    found = context_of(request).assignments.plans(me, at)
    rows = [ListedAssignment(plan, bar_of(plan.states)) for plan in found.plans]
    titles = ContentTitles(context_of(request).library())
    return page(
        request, "assignments/list.html", found=found, rows=rows, titles=titles, states=STATES, last_day=last_day
    )


@routes.get("/new", response_class=HTMLResponse)
def new_page(
    request: Request, me: Coach, scenario: str = "", persona: str = "", difficulty: str = "", person: str = "",
    team: str = "", programme: str = "",
) -> HTMLResponse:  # fmt: skip
    """What the address names is chosen beforehand: other pages link here."""
    to = [f"{kind}:{id}" for kind, id in (("person", person), ("team", team)) if id]
    chosen = AssignmentForm.model_construct(
        which=f"{scenario}|{persona}", difficulty=difficulty, programme=programme, to=to
    )
    return _form(request, me, chosen)


@routes.post("", response_class=HTMLResponse)
def assign(request: Request, me: Coach, typed: FilledAssignment) -> Response:
    try:
        made = context_of(request).assignments.assign(me, typed.request(), assignees_of(me, typed.to))
    except RoleplayError as refused:
        return _form(request, me, typed, refused)
    return RedirectResponse(f"/coach/assignments/{made.id}", 303)


@routes.post("/programme", response_class=HTMLResponse)
def assign_programme(request: Request, me: Coach, typed: FilledAssignment) -> Response:
    to, assignments = assignees_of(me, typed.to), context_of(request).assignments
    try:
        made = assignments.assign_programme(me, typed.programme, read_day(typed.start), to)
    except RoleplayError as refused:
        return _form(request, me, typed, refused)
    return RedirectResponse(f"/coach/assignments/{made[0].id}", 303)


@routes.get("/{id}", response_class=HTMLResponse)
def assignment_page(request: Request, me: Coach, id: Id) -> HTMLResponse:
    plan = context_of(request).assignments.plan(me, id)
    may_withdraw = me.has("admin") or plan.first.made_by == me.id
    owing, tries = owed([plan]), [one for stage in plan.stages for one in plan.counted(stage)]
    return page(
        request, "assignments/one.html", plan=plan, bar=bar_of(plan.states), states=STATES, last_day=last_day,
        titles=ContentTitles(context_of(request).library()), may_withdraw=may_withdraw, owing=owing,
        reminders=context_of(request).reminders.latest(owing),
        hidden=context_of(request).reports.hidden(me, {one.attempt for one in tries}),
        readable={each.person.id for each in plan.members if me.has("admin") or each.person.id != me.id},
        tried={stage.id: sum(me.has("admin") or one.person != me.id for one in plan.counted(stage)) for stage in plan.stages},
    )  # fmt: skip


@routes.post("/{id}/withdraw")
def withdraw(request: Request, me: Coach, id: Id) -> RedirectResponse:
    context_of(request).assignments.withdraw(me, id)
    return RedirectResponse("/coach/assignments", 303)


def _form(request: Request, me: Person, given: AssignmentForm, refused: RoleplayError | None = None) -> HTMLResponse:
    library = context_of(request).library()
    return page(
        request, "assignments/new.html", status=422 if refused else 200, reach=context_of(request).assignments.choices(me),
        titles=ContentTitles(library), programmes=library.programmes, personas=library.personas, difficulties=DIFFICULTIES,
        alone=me.id == LOCAL.id, given=given, trouble=words_for(request).error(refused) if refused else None,
    )  # fmt: skip
