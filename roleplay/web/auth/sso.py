"""Signing in with an identity provider: the redirect there, and the callback."""

import asyncio
import secrets
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Cookie, Request
from fastapi.responses import RedirectResponse, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from roleplay.errors import STORE_UNAVAILABLE, NotFound, RoleplayError
from roleplay.people import PeopleService
from roleplay.people.sso import AuthRequest, Identity, SignOn, provision_account
from roleplay.web.app_context import AppContext, context_of
from roleplay.web.auth.session_cookie import redirect_signed_in
from roleplay.web.auth.sign_in_page import sign_in_again
from roleplay.web.languages import inside

routes = APIRouter(prefix="/sign-in/with")
COOKIE = "roleplay_journey"
MINUTES = 10
_seal = URLSafeTimedSerializer(secrets.token_hex(32), salt="journey")  # a restart ends journeys: one begins again


@routes.get("/{way}")
async def go_there(request: Request, way: str, back: str = "/") -> Response:
    journey = AuthRequest(back=inside(back))
    try:
        address = await (await _way(request, way)).authorization_url(journey, _return_to(request, way))
    except RoleplayError as refused:
        if isinstance(refused, NotFound):
            raise
        return sign_in_again(request, 502, refused, back=back)
    answer = RedirectResponse(address, 303)
    answer.set_cookie(
        COOKIE, _seal.dumps(asdict(journey)), max_age=MINUTES * 60, path="/sign-in/with", httponly=True, samesite="lax",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


@routes.get("/{way}/back")
async def come_back(request: Request, way: str, kept: Annotated[str, Cookie(alias=COOKIE)] = "") -> Response:
    """A journey is good for one return, whatever comes of it."""
    answer = await _arrive(request, await _way(request, way), kept)
    answer.delete_cookie(COOKIE, path="/sign-in/with")
    return answer


async def _arrive(request: Request, way: SignOn, kept: str) -> Response:
    context = context_of(request)
    try:
        journey = _journey(kept)
        identity = await way.callback(journey, _return_to(request, way.id), dict(request.query_params))
        token = await asyncio.to_thread(_enter, context.people, identity, context.settings.add_unknown)
    except RoleplayError as refused:
        return sign_in_again(request, 403, refused)
    return redirect_signed_in(request, token, journey.back)


def _enter(people: PeopleService, identity: Identity, add_unknown: bool) -> str:
    try:
        person = provision_account(people, identity, add_unknown)
    except RoleplayError as refused:
        if refused.code not in STORE_UNAVAILABLE:
            people.note_refused("provider", refused, identity.login)
        raise
    return people.open_session(person, "provider")


def _journey(kept: str) -> AuthRequest:
    """The one this browser began. Raises RoleplayError `outside-failed`."""
    try:
        return AuthRequest(**_seal.loads(kept, max_age=MINUTES * 60))
    except BadSignature:
        raise RoleplayError("outside-failed") from None


async def _way(request: Request, way: str) -> SignOn:
    """Raises NotFound, also while there are no accounts: the first one is made on this machine."""
    context: AppContext = context_of(request)
    if way not in context.sign_ons or not await asyncio.to_thread(context.people.exist):
        raise NotFound("page-not-found")
    return context.sign_ons[way]


def _return_to(request: Request, way: str) -> str:
    """The address that the provider has been told to send people back to."""
    base = context_of(request).settings.url or f"{request.url.scheme}://{request.url.netloc}"
    return f"{base}/sign-in/with/{way}/back"
