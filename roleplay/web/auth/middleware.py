"""Finds the current user of every request and socket: without accounts the local person; with accounts whoever holds the
session or is named by a trusted proxy; nobody is led to the sign-in page."""

import asyncio
import hashlib
import logging
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.audit_entry import NOBODY, Actor, set_actor
from roleplay.errors import STORE_UNAVAILABLE, RoleplayError
from roleplay.people.sso import Identity, provision_account
from roleplay.person import LOCAL
from roleplay.web.app_context import AppContext
from roleplay.web.auth.current_user import Visitor, set_visitor
from roleplay.web.auth.session_cookie import COOKIE, keep_session
from roleplay.web.gate import refuse

OPEN = ("/sign-in", "/language/")  # also for those who are not signed in
NEEDS_NOBODY = (
    "/static/",
    "/chat/assets/",
    "/health",
    "/ready",
    "/metrics",
)  # answered without asking the database who is there
log = logging.getLogger("roleplay.web")


class CurrentUserMiddleware:
    """Puts the person and the token of their forms into the request's state."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        if _needs_nobody(scope["path"]):
            return await self.app(scope, receive, send)
        context: AppContext = scope["app"].state.context
        address = (scope.get("client") or ("",))[0]
        set_actor(Actor(NOBODY, address))
        kept, vouched = HTTPConnection(scope).cookies.get(COOKIE, ""), scope.get("state", {}).get("vouched", "")
        try:
            who = await asyncio.to_thread(_visitor, context, kept, vouched, _is_page(scope))
        except RoleplayError as refused:
            if refused.code in STORE_UNAVAILABLE:
                raise
            log.warning("the proxy named somebody who may not enter: %s", refused.code)
            return await refuse(scope, receive, send, 403, "no_account")
        if who is None and not _is_open(scope["path"]):
            return await _send_to_sign_in(scope, receive, send)
        person, csrf = (who.person, csrf_of(who.token)) if who else (None, "")
        scope.setdefault("state", {}).update(person=person, csrf=csrf)
        if who is not None:
            set_visitor(who)
            set_actor(Actor(who.person.id, address))
            send = _with_cookie(send, scope, who.token) if who.token != kept else send
        return await self.app(scope, receive, send)


def _visitor(context: AppContext, token: str, vouched: str, is_page: bool) -> Visitor | None:
    """Without accounts the local person; else who holds the session, unless a trusted proxy names somebody else."""
    people = context.people
    if not people.exist():
        return Visitor(LOCAL)
    person = people.holder(token)
    if vouched and (person is None or person.login != vouched.strip().lower()):
        return _let_in(context, token, vouched) if is_page else None
    return None if person is None else Visitor(person, token)


def _let_in(context: AppContext, token: str, vouched: str) -> Visitor:
    """A session of one's own for whom the proxy names, opened by the first page: forms and sockets rest on it. Raises
    RoleplayError for one without an account, or a disabled one."""
    people = context.people
    try:
        person = provision_account(people, Identity(login=vouched, name=vouched), context.settings.add_unknown)
    except RoleplayError as refused:
        if refused.code not in STORE_UNAVAILABLE:
            people.note_refused("proxy", refused, vouched)
        raise
    people.sign_out(token)
    return Visitor(person, people.open_session(person, "proxy"))


def _with_cookie(send: Send, scope: Scope, token: str) -> Send:
    """The answer brings the new session."""
    kept = Response()
    keep_session(kept, token, scope["scheme"])

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("set-cookie", kept.headers["set-cookie"])
        await send(message)

    return sending if token else send


def csrf_of(token: str) -> str:
    """What our own forms send back: only a page of ours, read by who holds the session, can know it."""
    return hashlib.sha256(b"form " + token.encode("utf-8", "surrogatepass")).hexdigest() if token else ""


def _needs_nobody(path: str) -> bool:
    return _is_under(path, NEEDS_NOBODY)


def _is_open(path: str) -> bool:
    return _is_under(path, OPEN)


def _is_under(path: str, ways: tuple[str, ...]) -> bool:
    return any(path == way.rstrip("/") or path.startswith(way.rstrip("/") + "/") for way in ways)


def _is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page to show."""
    return (
        scope["type"] == "http" and scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
    )


async def _send_to_sign_in(scope: Scope, receive: Receive, send: Send) -> None:
    """A page leads to the sign-in page and back; everything else is told 401."""
    if _is_page(scope):
        back = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        return await RedirectResponse(f"/sign-in?back={quote(back)}", 303)(scope, receive, send)
    return await refuse(scope, receive, send, 401, "sign_in")
