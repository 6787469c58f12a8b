"""Who there is: the list of people, found by name, team, role or state, and the list of teams."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.people import PeopleService
from roleplay.person import ROLES
from roleplay.store.people import ListedPerson
from roleplay.web.allowed import Admin
from roleplay.web.house import house_of
from roleplay.web.render import page

routes = APIRouter(prefix="/people")
ON_A_PAGE = 50
STATES = ("ready", "waiting", "disabled")
Word = Annotated[str, Query(max_length=120)]


@dataclass(frozen=True)
class Choices:
    """What the address asks for; empty is anything."""

    q: str = ""
    team: str = ""
    role: str = ""
    state: str = ""

    def fits(self, listed: ListedPerson) -> bool:
        person = listed.person
        return (
            (not self.q or self.q.casefold() in f"{person.name}\n{person.login}".casefold())
            and (not self.team or self.team in listed.practises + listed.coaches)
            and (not self.role or self.role in person.roles)
            and (not self.state or self.state == state_of(listed))
        )

    def address(self, page: int) -> str:
        kept = {name: value for name, value in vars(self).items() if value}
        return "/people?" + urlencode(kept | {"page": page})


def people_of(request: Request) -> PeopleService:
    return house_of(request).people


def state_of(listed: ListedPerson) -> Literal["ready", "waiting", "disabled"]:
    return "disabled" if listed.person.disabled else "ready" if listed.has_password else "waiting"


@routes.get("", response_class=HTMLResponse)
async def people_page(
    request: Request, me: Admin, q: Word = "", team: Word = "", role: Word = "", state: Word = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:  # fmt: skip
    """Without accounts there is nobody to list: it leads to making the first one."""
    people = people_of(request)
    if not await asyncio.to_thread(people.exist):
        return RedirectResponse("/sign-in/first", 303)
    everybody = await asyncio.to_thread(people.list)
    choices = Choices(q.strip(), team, role, state)
    found = [listed for listed in everybody if choices.fits(listed)]
    pages = max(1, -(-len(found) // ON_A_PAGE))
    number = min(number, pages)
    return page(
        request, "people/list.html", choices=choices, found=found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        count=len(found), everybody=len(everybody), number=number, pages=pages, state_of=state_of, roles=ROLES,
        teams=await asyncio.to_thread(people.teams), states=STATES,
    )  # fmt: skip


@routes.get("/teams", response_class=HTMLResponse)
async def teams_page(request: Request, me: Admin) -> HTMLResponse:
    people = people_of(request)
    everybody = await asyncio.to_thread(people.list)
    names = (await asyncio.to_thread(people.teams)).values()
    return page(request, "people/teams.html", teams=team_rows(names, everybody))


@dataclass(frozen=True)
class TeamRow:
    name: str
    sellers: int
    coaches: list[str]


def team_rows(names: Iterable[str], everybody: Sequence[ListedPerson]) -> list[TeamRow]:
    """Those who are switched off are not counted."""
    rows = {name: TeamRow(name, 0, []) for name in names}
    for listed in everybody:
        if listed.person.disabled:
            continue
        for name in listed.practises:
            rows[name] = replace(rows[name], sellers=rows[name].sellers + 1)
        for name in listed.coaches:
            rows[name].coaches.append(listed.person.name)
    return list(rows.values())
