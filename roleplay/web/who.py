"""Asks at the door who is there. Without accounts it is the local person; with accounts a session, or the way to sign in."""

import asyncio
import hashlib
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from roleplay.people import People
from roleplay.person import LOCAL
from roleplay.web.gate import refuse
from roleplay.web.house import House
from roleplay.web.visitor import Visitor, set_visitor

COOKIE = "roleplay_session"
OPEN = ("/static/", "/sign-in", "/language/", "/health")  # also for those who are not signed in


class WhoIsThere:
    """Puts the person and the token of their forms into the request's state."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        house: House = scope["app"].state.house
        who = await asyncio.to_thread(_visitor, house.people, HTTPConnection(scope).cookies.get(COOKIE, ""))
        if who is None and not _is_open(scope["path"]):
            return await _send_to_sign_in(scope, receive, send)
        if who is not None:
            set_visitor(who)
            scope.setdefault("state", {}).update(person=who.person, csrf=csrf_of(who.token))
        else:
            scope.setdefault("state", {}).update(person=None, csrf="")
        return await self.app(scope, receive, send)


def _visitor(people: People, token: str) -> Visitor | None:
    if not people.exist():
        return Visitor(LOCAL)
    person = people.holder(token)
    return None if person is None else Visitor(person, token)


def csrf_of(token: str) -> str:
    """What our own forms send back: only a page of ours, read by who holds the session, can know it."""
    return hashlib.sha256(b"form " + token.encode("utf-8", "surrogatepass")).hexdigest() if token else ""


def _is_open(path: str) -> bool:
    return any(path == way.rstrip("/") or path.startswith(way.rstrip("/") + "/") for way in OPEN)


async def _send_to_sign_in(scope: Scope, receive: Receive, send: Send) -> None:
    """A page leads to the sign-in page and back; everything else is told 401."""
    headers = Headers(scope=scope)
    if scope["type"] == "http" and scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
        back = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        return await RedirectResponse(f"/sign-in?back={quote(back)}", 303)(scope, receive, send)
    return await refuse(scope, receive, send, 401, "sign_in")
