"""Signing in with an identity provider: the redirect there, and the callback."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import Response

from roleplay.errors import STORE_UNAVAILABLE, NotFound, RoleplayError
from roleplay.people import PeopleService
from roleplay.people.sso import Identity, provision_account
from roleplay.web.app_context import context_of
from roleplay.web.auth.session_cookie import redirect_signed_in
from roleplay.web.auth.sign_in_page import sign_in_again
from roleplay.web.auth.sign_on import SignOn
from roleplay.web.auth.sign_on_session import PATH
from roleplay.web.languages import inside

routes = APIRouter(prefix=PATH)
LONGEST_BACK = 1000  # characters: browsers drop a cookie of more than 4 KB


@routes.get("/{way}")
async def go_there(request: Request, way: str, back: str = "/") -> Response:
    provider = await _provider(request, way)
    try:
        answer = await provider.redirect(request, _return_to(request, way))
    except RoleplayError as refused:
        return sign_in_again(request, 502, refused, back=back)
    answer.status_code = 303
    request.session["back"] = inside(back) if len(back) <= LONGEST_BACK else "/"
    return answer


@routes.get("/{way}/back")
async def come_back(request: Request, way: str) -> Response:
    """The state is good for one return, whatever comes of it."""
    provider, back = await _provider(request, way), request.session.get("back", "/")
    context = context_of(request)
    try:
        identity = await provider.callback(request)
        token = await asyncio.to_thread(_enter, context.people, identity, context.settings.add_unknown)
    except RoleplayError as refused:
        return sign_in_again(request, 403, refused)
    finally:
        request.session.clear()
    return redirect_signed_in(request, token, back)


def _enter(people: PeopleService, identity: Identity, add_unknown: bool) -> str:
    try:
        person = provision_account(people, identity, add_unknown)
    except RoleplayError as refused:
        if refused.code not in STORE_UNAVAILABLE:
            people.note_refused("provider", refused, identity.login)
        raise
    return people.open_session(person, "provider")


async def _provider(request: Request, way: str) -> SignOn:
    """Raises NotFound, also while there are no accounts: the first one is made on this machine."""
    context = context_of(request)
    if way not in context.sign_ons or not await asyncio.to_thread(context.people.exist):
        raise NotFound("page-not-found")
    return context.sign_ons[way]


def _return_to(request: Request, way: str) -> str:
    """The address that the provider has been told to send people back to."""
    base = context_of(request).settings.url or f"{request.url.scheme}://{request.url.netloc}"
    return f"{base}{PATH}/{way}/back"
