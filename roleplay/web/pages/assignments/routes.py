"""A coach's assignments: all of them with how far everybody is, one of them person by person, giving one, withdrawing it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.errors import RoleplayError
from roleplay.person import LOCAL, Person
from roleplay.review.assignments import Assignees, AssignmentRequest, assignees_of
from roleplay.review.plans import Plan, owed
from roleplay.review.progress import STATES
from roleplay.transcript import DIFFICULTIES, Difficulty
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach
from roleplay.web.form_values import read_date, read_number
from roleplay.web.pages.assignments.view import BarPart, bar_of, last_day
from roleplay.web.pages.content_titles import ContentTitles
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach/assignments")
Text = Annotated[str, Form(max_length=400)]
Many = Annotated[list[str] | None, Form()]
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
    given = {"which": f"{scenario}|{persona}", "difficulty": difficulty, "programme": programme, "to": to}
    return _form(request, me, given)


@routes.post("", response_class=HTMLResponse)
def assign(
    request: Request, me: Coach, which: Text = "", difficulty: Text = "", title: Text = "", due: Text = "",
    pass_mark: Text = "", allowed: Text = "", to: Many = None,
) -> Response:  # fmt: skip
    """`which` is `scenario|persona`, the persona empty for any."""
    given = {
        "which": which, "difficulty": difficulty, "title": title, "due": due, "pass_mark": pass_mark, "allowed": allowed,
        "to": to or [],
    }  # fmt: skip
    try:
        scenario, _, persona = which.partition("|")
        wish = AssignmentRequest(
            scenario, persona or None, _difficulty(difficulty), title, _day(due), _number(pass_mark), _number(allowed)
        )
        made = context_of(request).assignments.assign(me, wish, _whom(me, to))
    except RoleplayError as refused:
        return _form(request, me, given, refused)
    return RedirectResponse(f"/coach/assignments/{made.id}", 303)


@routes.post("/programme", response_class=HTMLResponse)
def assign_programme(request: Request, me: Coach, programme: Text = "", start: Text = "", to: Many = None) -> Response:
    try:
        assignments = context_of(request).assignments
        made = assignments.assign_programme(me, programme, _day(start), _whom(me, to))
    except RoleplayError as refused:
        return _form(request, me, {"programme": programme, "start": start, "to": to or []}, refused)
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


def _form(request: Request, me: Person, given: dict[str, Any], refused: RoleplayError | None = None) -> HTMLResponse:
    library = context_of(request).library()
    reach = context_of(request).assignments.choices(me)
    blank = dict.fromkeys(("which", "difficulty", "title", "due", "pass_mark", "allowed", "programme", "start"), "")
    return page(
        request, "assignments/new.html", status=422 if refused else 200, reach=reach, titles=ContentTitles(library),
        programmes=library.programmes, personas=library.personas, difficulties=DIFFICULTIES, alone=me.id == LOCAL.id,
        given=blank | {"to": []} | given, trouble=words_for(request).error(refused) if refused else None,
    )  # fmt: skip


def _whom(me: Person, to: list[str] | None) -> Assignees:
    return assignees_of(me, to or ())


def _day(text: str) -> date | None:
    """Returns None for an empty field. Raises RoleplayError `assignment-day`."""
    day = read_date(text)
    if text and day is None:
        raise RoleplayError("assignment-day", value=text[:40])
    return day


def _number(text: str) -> int | None:
    """Returns None for an empty field. Raises RoleplayError `assignment-number`."""
    text = text.strip()
    number = read_number(text, digits=4)
    if text and number is None:
        raise RoleplayError("assignment-number", value=text[:40])
    return number


def _difficulty(text: str) -> Difficulty | None:
    return next((each for each in DIFFICULTIES if each == text), None)
