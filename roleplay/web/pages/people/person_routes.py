"""One account, for an admin: added, changed, switched off and on, and given a new link to sign in."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from roleplay.errors import NotFound, RoleplayError
from roleplay.people import PeopleService
from roleplay.people.people_import import several
from roleplay.people.service import check_name
from roleplay.person import ROLES, Person, Role
from roleplay.store.people import ListedPerson
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Admin
from roleplay.web.error_pages import trouble_for_form
from roleplay.web.pages.people.view import state_of
from roleplay.web.render import page

routes = APIRouter(prefix="/people")


class PersonForm(BaseModel):
    """What the form about a person holds. Teams are names with `;` between them."""

    login: str = Field("", max_length=400)
    name: str = Field("", max_length=400)
    roles: list[Role] = []
    practises: str = Field("", max_length=2000)
    coaches: str = Field("", max_length=2000)

    def teams(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Where they practise, and which they look after. Raises RoleplayError `name-odd`."""
        return _names(self.practises), _names(self.coaches)

    def some_roles(self) -> list[Role]:
        """Raises RoleplayError `role-none`: an account without any opens nothing."""
        if not self.roles:
            raise RoleplayError("role-none")
        return self.roles


def _names(field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(check_name(name) for name in several(field)))


Filled = Annotated[PersonForm, Form()]


@routes.get("/new", response_class=HTMLResponse)
def new_page(request: Request, me: Admin) -> HTMLResponse:
    return _new(request, PersonForm(roles=["seller"]))


@routes.post("/new", response_class=HTMLResponse)
def add(request: Request, me: Admin, typed: Filled) -> HTMLResponse:
    """The answer shows the new person's link, this once."""
    try:
        person = _add(context_of(request).people, typed)
    except RoleplayError as refused:
        return _new(request, typed, refused)
    return _link_page(request, person)


def _add(people: PeopleService, typed: PersonForm) -> Person:
    teams = typed.teams()
    person = people.add(typed.login, typed.name, typed.some_roles())
    people.set_teams(person.id, *teams)
    return person


@routes.get("/{person_id}", response_class=HTMLResponse)
def person_page(request: Request, me: Admin, person_id: str, saved: bool = False) -> HTMLResponse:
    return _page(request, person_id, saved=saved)


@routes.post("/{person_id}", response_class=HTMLResponse)
def change(request: Request, me: Admin, person_id: str, typed: Filled) -> Response:
    return _done(request, person_id, lambda: _change(context_of(request).people, person_id, typed))


def _change(people: PeopleService, person_id: str, typed: PersonForm) -> None:
    """All of it is fit before any of it is done."""
    name, teams = check_name(typed.name), typed.teams()
    people.set_roles(person_id, typed.some_roles())
    people.rename(person_id, name)
    people.set_teams(person_id, *teams)


@routes.post("/{person_id}/disable", response_class=HTMLResponse)
def disable(request: Request, me: Admin, person_id: str) -> Response:
    return _done(request, person_id, lambda: context_of(request).people.disable(person_id))


@routes.post("/{person_id}/enable", response_class=HTMLResponse)
def enable(request: Request, me: Admin, person_id: str) -> Response:
    return _done(request, person_id, lambda: context_of(request).people.disable(person_id, False))


@routes.post("/{person_id}/unbind", response_class=HTMLResponse)
def unbind(request: Request, me: Admin, person_id: str) -> Response:
    return _done(request, person_id, lambda: context_of(request).people.unbind(person_id))


@routes.post("/{person_id}/link", response_class=HTMLResponse)
def link(request: Request, me: Admin, person_id: str) -> HTMLResponse:
    return _link_page(request, context_of(request).people.person(person_id))


def _link_page(request: Request, person: Person) -> HTMLResponse:
    token = context_of(request).people.make_link(person.id)
    return page(
        request, "people/link.html", person=person, link=f"{context_of(request).settings.address}/sign-in/link/{token}"
    )


def _done(request: Request, person_id: str, change: Callable[[], Any]) -> Response:
    """Back to the person's page, or the page with what was wrong. Raises NotFound."""
    try:
        change()
    except NotFound:
        raise
    except RoleplayError as refused:
        return _page(request, person_id, refused)
    return RedirectResponse(f"/people/{person_id}?saved=1", 303)


def _page(request: Request, person_id: str, refused: RoleplayError | None = None, saved: bool = False) -> HTMLResponse:
    listed = _listed(context_of(request).people, person_id)
    trouble = trouble_for_form(request, refused) if refused else None
    return page(
        request, "people/one.html", status=422 if refused else 200, listed=listed, person=listed.person, saved=saved,
        trouble=trouble, state=state_of(listed), roles=ROLES,
    )  # fmt: skip


def _listed(people: PeopleService, person_id: str) -> ListedPerson:
    """Raises NotFound."""
    found = next((listed for listed in people.list() if listed.person.id == person_id), None)
    if found is None:
        raise NotFound("person-not-found")
    return found


def _new(request: Request, typed: PersonForm, refused: RoleplayError | None = None) -> HTMLResponse:
    trouble = trouble_for_form(request, refused) if refused else None
    return page(request, "people/new.html", status=422 if refused else 200, typed=typed, trouble=trouble, roles=ROLES)
