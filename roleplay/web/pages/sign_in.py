"""Signing in and out, the link that signs in once, and the first account of a house."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.errors import NotFound, RoleplayError
from roleplay.people import PeopleService
from roleplay.web.house import house_of
from roleplay.web.languages import inside
from roleplay.web.render import page, words_for
from roleplay.web.session import COOKIE, drop_session, keep_session

routes = APIRouter(prefix="/sign-in")
Text = Annotated[str, Form(max_length=400)]


def people_of(request: Request) -> PeopleService:
    return house_of(request).people


@routes.get("", response_class=HTMLResponse)
async def sign_in_page(request: Request, back: str = "/") -> Response:
    """Without accounts there is nobody to sign in as: it leads to making the first one."""
    if not await asyncio.to_thread(people_of(request).exist):
        return RedirectResponse("/sign-in/first", 303)
    return page(request, "sign_in.html", back_to=inside(back), login="", trouble=None, ways=house_of(request).sign_ons)


@routes.post("", response_class=HTMLResponse)
async def sign_in(request: Request, login: Text = "", password: Text = "", back: Text = "/") -> Response:
    try:
        token = await asyncio.to_thread(people_of(request).sign_in, login, password, address_of(request))
    except RoleplayError as refused:
        status = 429 if refused.code == "sign-in-slow" else 401
        return sign_in_again(request, status, refused, login=login, back=back)
    return signed_in(request, token, inside(back))


@routes.post("/out")
async def sign_out(request: Request) -> RedirectResponse:
    """Also where the session is over already."""
    await asyncio.to_thread(people_of(request).sign_out, request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/sign-in", 303)
    drop_session(answer)
    return answer


@routes.get("/link/{token}", response_class=HTMLResponse)
async def link_page(request: Request, token: str) -> HTMLResponse:
    """Looking at the page does not use the link up."""
    person = await asyncio.to_thread(people_of(request).holder_of_link, token)
    if person is None:
        return page(request, "fault.html", status=410, code="link", note=None)
    return page(request, "sign_in_link.html", person=person, token=token, trouble=None)


@routes.post("/link/{token}", response_class=HTMLResponse)
async def enter_by_link(request: Request, token: str, password: Text = "") -> Response:
    people = people_of(request)
    try:
        session = await asyncio.to_thread(people.enter_by_link, token, password)
    except RoleplayError as refused:
        person = await asyncio.to_thread(people.holder_of_link, token)
        if person is None:
            return page(request, "fault.html", status=410, code="link", note=None)
        trouble = words_for(request).error(refused)
        return page(request, "sign_in_link.html", status=422, person=person, token=token, trouble=trouble)
    return signed_in(request, session, "/")


@routes.get("/first", response_class=HTMLResponse)
async def first_page(request: Request) -> HTMLResponse:
    await _check_first(request)
    return page(request, "sign_in_first.html", login="", full_name="", trouble=None)


@routes.post("/first", response_class=HTMLResponse)
async def make_first(request: Request, login: Text = "", name: Text = "", password: Text = "") -> Response:
    """The first person is all three and inherits what was done before. From then on everybody signs in."""
    await _check_first(request)
    people = people_of(request)
    try:
        person = await asyncio.to_thread(people.add_first, login, name, password)
    except RoleplayError as refused:
        trouble = words_for(request).error(refused)
        return page(request, "sign_in_first.html", status=422, login=login, full_name=name, trouble=trouble)
    return signed_in(request, await asyncio.to_thread(people.open_session, person), "/")


async def _check_first(request: Request) -> None:
    if await asyncio.to_thread(people_of(request).exist):
        raise NotFound("page-not-found")


def address_of(request: Request) -> str:
    """The browser's own, also behind a proxy that is trusted: guessing is slowed by it."""
    return request.client.host if request.client else "-"


def sign_in_again(
    request: Request, status: int, refused: RoleplayError, *, login: str = "", back: str = "/"
) -> HTMLResponse:
    """The sign-in page with what went wrong."""
    ways, trouble = house_of(request).sign_ons, words_for(request).error(refused)
    return page(request, "sign_in.html", status=status, back_to=inside(back), login=login, trouble=trouble, ways=ways)


def signed_in(request: Request, token: str, back: str) -> RedirectResponse:
    answer = RedirectResponse(back, 303)
    keep_session(answer, token, request.url.scheme)
    return answer
