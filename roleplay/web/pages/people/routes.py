"""Who there is: the list of people, found by name, team, role or state, and the list of teams."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.paging import paging
from roleplay.person import ROLES
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Admin
from roleplay.web.pages.people.view import STATES, PeopleFilters, state_of, team_summaries
from roleplay.web.render import page

routes = APIRouter(prefix="/people")
ON_A_PAGE = 50
Word = Annotated[str, Query(max_length=120)]


@routes.get("", response_class=HTMLResponse)
def people_page(
    request: Request, me: Admin, q: Word = "", team: Word = "", role: Word = "", state: Word = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:  # fmt: skip
    """Without accounts there is nobody to list: it leads to making the first one."""
    people = context_of(request).people
    if not people.exist():
        return RedirectResponse("/sign-in/first", 303)
    everybody = people.list()
    choices = PeopleFilters(q.strip(), team, role, state)
    found = [listed for listed in everybody if choices.fits(listed)]
    shown = paging(len(found), ON_A_PAGE, number)
    return page(
        request, "people/list.html", choices=choices, found=found[shown.start : shown.end],
        count=len(found), everybody=len(everybody), number=shown.page, pages=shown.pages, state_of=state_of, roles=ROLES,
        teams=people.teams(), states=STATES,
    )  # fmt: skip


@routes.get("/teams", response_class=HTMLResponse)
def teams_page(request: Request, me: Admin) -> HTMLResponse:
    people = context_of(request).people
    everybody = people.list()
    names = people.teams().values()
    return page(request, "people/teams.html", teams=team_summaries(names, everybody))
