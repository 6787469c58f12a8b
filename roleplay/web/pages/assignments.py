"""A coach's assignments: all of them with how far everybody is, one of them person by person, giving one, withdrawing it."""

import asyncio
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
from roleplay.store.visibility import hidden_among
from roleplay.transcript import DIFFICULTIES, Difficulty
from roleplay.web.allowed import Coach
from roleplay.web.house import house_of
from roleplay.web.pages.plans import Stretch, assignments_of, bar_of, last_day
from roleplay.web.pages.reminders import reminders_of
from roleplay.web.pages.titles import Titles
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach/assignments")
Text = Annotated[str, Form(max_length=400)]
Many = Annotated[list[str] | None, Form()]
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]
LAST_YEAR = 9000  # what is due later is a slip, and at the end of all years there is no next day


@dataclass(frozen=True)
class Row:
    plan: Plan
    bar: list[Stretch]


@routes.get("", response_class=HTMLResponse)
async def assignments_page(
    request: Request, me: Coach, at: Annotated[int, Query(alias="page", ge=1, le=10**6)] = 1
) -> HTMLResponse:
    found = await asyncio.to_thread(assignments_of(request).plans, me, at)
    rows = [Row(plan, bar_of(plan.states)) for plan in found.plans]
    titles = Titles(await house_of(request).library())
    return page(request, "plans/list.html", found=found, rows=rows, titles=titles, states=STATES, last_day=last_day)


@routes.get("/new", response_class=HTMLResponse)
async def new_page(
    request: Request, me: Coach, scenario: str = "", persona: str = "", difficulty: str = "", person: str = "",
    team: str = "", programme: str = "",
) -> HTMLResponse:  # fmt: skip
    """What the address names is chosen beforehand: other pages link here."""
    to = [f"{kind}:{id}" for kind, id in (("person", person), ("team", team)) if id]
    given = {"which": f"{scenario}|{persona}", "difficulty": difficulty, "programme": programme, "to": to}
    return await _form(request, me, given)


@routes.post("", response_class=HTMLResponse)
async def assign(
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
        made = await asyncio.to_thread(assignments_of(request).assign, me, wish, _whom(me, to))
    except RoleplayError as refused:
        return await _form(request, me, given, refused)
    return RedirectResponse(f"/coach/assignments/{made.id}", 303)


@routes.post("/programme", response_class=HTMLResponse)
async def assign_programme(
    request: Request, me: Coach, programme: Text = "", start: Text = "", to: Many = None
) -> Response:
    try:
        door = assignments_of(request)
        made = await asyncio.to_thread(door.assign_programme, me, programme, _day(start), _whom(me, to))
    except RoleplayError as refused:
        return await _form(request, me, {"programme": programme, "start": start, "to": to or []}, refused)
    return RedirectResponse(f"/coach/assignments/{made[0].id}", 303)


@routes.get("/{id}", response_class=HTMLResponse)
async def assignment_page(request: Request, me: Coach, id: Id) -> HTMLResponse:
    plan = await asyncio.to_thread(assignments_of(request).plan, me, id)
    may_withdraw = me.has("admin") or plan.first.made_by == me.id
    owing, tries = owed([plan]), [one for stage in plan.stages for one in plan.counted(stage)]
    return page(
        request, "plans/one.html", plan=plan, bar=bar_of(plan.states), states=STATES, last_day=last_day,
        titles=Titles(await house_of(request).library()), may_withdraw=may_withdraw, owing=owing,
        reminders=await asyncio.to_thread(reminders_of(request).latest, owing),
        hidden=await asyncio.to_thread(hidden_among, house_of(request).practice.database, me, {one.attempt for one in tries}),
        readable={each.person.id for each in plan.members if me.has("admin") or each.person.id != me.id},
        tried={stage.id: sum(me.has("admin") or one.person != me.id for one in plan.counted(stage)) for stage in plan.stages},
    )  # fmt: skip


@routes.post("/{id}/withdraw")
async def withdraw(request: Request, me: Coach, id: Id) -> RedirectResponse:
    await asyncio.to_thread(assignments_of(request).withdraw, me, id)
    return RedirectResponse("/coach/assignments", 303)


async def _form(
    request: Request, me: Person, given: dict[str, Any], refused: RoleplayError | None = None
) -> HTMLResponse:
    library = await house_of(request).library()
    reach = await asyncio.to_thread(assignments_of(request).choices, me)
    blank = dict.fromkeys(("which", "difficulty", "title", "due", "pass_mark", "allowed", "programme", "start"), "")
    return page(
        request, "plans/new.html", status=422 if refused else 200, reach=reach, titles=Titles(library),
        programmes=library.programmes, personas=library.personas, difficulties=DIFFICULTIES, alone=me.id == LOCAL.id,
        given=blank | {"to": []} | given, trouble=words_for(request).error(refused) if refused else None,
    )  # fmt: skip


def _whom(me: Person, to: list[str] | None) -> Assignees:
    return assignees_of(me, to or ())


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError as odd:
        raise RoleplayError("assignment-day", value=text[:40]) from odd
    if day is not None and day.year > LAST_YEAR:
        raise RoleplayError("assignment-day", value=text[:40])
    return day


def _number(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise RoleplayError("assignment-number", value=text[:40])
    return int(text)


def _difficulty(text: str) -> Difficulty | None:
    return next((each for each in DIFFICULTIES if each == text), None)
