"""Gives every request its id, counts it by its route, and writes one line about it. No address that was asked for is written:
it may hold a link that signs in."""

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.logs import about_request
from roleplay.metrics import count_request
from roleplay.web.addresses import route_of

HEADER = "X-Request-ID"
FIT = re.compile(r"[A-Za-z0-9-]{8,64}")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")  # anybody may send a word of their own
ATTEMPT = re.compile(r"/(?:attempts|thread)/([0-9a-f]{8}-[0-9a-f-]{27})(?:/|$)")
QUIET = ("/health", "/ready", "/metrics", "/static", "/chat/assets", "/chat/ws")  # asked for every few seconds
log = logging.getLogger("roleplay.web.requests")


class RequestLog:
    """Middleware. A trusted proxy may name the request, so that its log and ours can be put side by side."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        found = ATTEMPT.search(scope["path"])
        with about_request(id := _id_of(scope), found[1] if found else ""):
            if scope["type"] == "websocket":
                return await self.app(scope, receive, send)
            return await self._answer(id, scope, receive, send)

    async def _answer(self, id: str, scope: Scope, receive: Receive, send: Send) -> None:
        began, status = time.perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = id
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            _tell(scope, status, time.perf_counter() - began)


def _tell(scope: Scope, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in METHODS else "other"
    route, ms = route_of(scope), round(seconds * 1000)
    count_request(method, route, status, seconds)
    level = logging.DEBUG if route in QUIET else logging.INFO
    fields = {"method": method, "route": route, "status": status, "ms": ms}
    log.log(level, "%s %s %d %d ms", method, route, status, ms, extra=fields)


def _id_of(scope: Scope) -> str:
    """Believed from the proxy only: `vouched` is in the state of what came through it."""
    given = Headers(scope=scope).get(HEADER, "") if "vouched" in scope.get("state", {}) else ""
    return given if FIT.fullmatch(given) else secrets.token_hex(8)
