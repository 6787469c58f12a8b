"""Signing in and out, the link that signs in once, and the first account."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.errors import NotFound, RoleplayError
from roleplay.web.app_context import context_of
from roleplay.web.auth.session_cookie import COOKIE, drop_session, redirect_signed_in
from roleplay.web.auth.sign_in_page import client_address, sign_in_again
from roleplay.web.error_pages import trouble_for_form
from roleplay.web.languages import inside
from roleplay.web.render import page

routes = APIRouter(prefix="/sign-in")
Text = Annotated[str, Form(max_length=400)]


@routes.get("", response_class=HTMLResponse)
def sign_in_page(request: Request, back: str = "/") -> Response:
    """Without accounts there is nobody to sign in as: it leads to making the first one."""
    if not context_of(request).people.exist():
        return RedirectResponse("/sign-in/first", 303)
    return page(
        request, "sign_in/sign_in.html", back_to=inside(back), login="", trouble=None, ways=context_of(request).sign_ons
    )


@routes.post("", response_class=HTMLResponse)
def sign_in(request: Request, login: Text = "", password: Text = "", back: Text = "/") -> Response:
    try:
        token = context_of(request).people.sign_in(login, password, client_address(request))
    except RoleplayError as refused:
        status = 429 if refused.code == "sign-in-slow" else 401
        return sign_in_again(request, status, refused, login=login, back=back)
    return redirect_signed_in(request, token, inside(back))


@routes.post("/out")
def sign_out(request: Request) -> RedirectResponse:
    """Also where the session is over already."""
    context_of(request).people.sign_out(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/sign-in", 303)
    drop_session(answer)
    return answer


@routes.get("/link/{token}", response_class=HTMLResponse)
def link_page(request: Request, token: str) -> HTMLResponse:
    """Looking at the page does not use the link up."""
    person = context_of(request).people.holder_of_link(token)
    if person is None:
        return page(request, "error.html", status=410, code="link", note=None)
    return page(request, "sign_in/link.html", person=person, token=token, trouble=None)


@routes.post("/link/{token}", response_class=HTMLResponse)
def enter_by_link(request: Request, token: str, password: Text = "") -> Response:
    people = context_of(request).people
    try:
        session = people.enter_by_link(token, password)
    except RoleplayError as refused:
        person = people.holder_of_link(token)
        if person is None:
            return page(request, "error.html", status=410, code="link", note=None)
        trouble = trouble_for_form(request, refused)
        return page(request, "sign_in/link.html", status=422, person=person, token=token, trouble=trouble)
    return redirect_signed_in(request, session, "/")


@routes.get("/first", response_class=HTMLResponse)
def first_page(request: Request) -> HTMLResponse:
    _check_first(request)
    return page(request, "sign_in/first.html", login="", full_name="", trouble=None)


@routes.post("/first", response_class=HTMLResponse)
def make_first(request: Request, login: Text = "", name: Text = "", password: Text = "") -> Response:
    """Creates the first account: it has all roles and takes over the local user's data. From then on everybody signs in."""
    _check_first(request)
    people = context_of(request).people
    try:
        person = people.add_first(login, name, password)
    except RoleplayError as refused:
        trouble = trouble_for_form(request, refused)
        return page(request, "sign_in/first.html", status=422, login=login, full_name=name, trouble=trouble)
    return redirect_signed_in(request, people.open_session(person), "/")


def _check_first(request: Request) -> None:
    if context_of(request).people.exist():
        raise NotFound("page-not-found")
