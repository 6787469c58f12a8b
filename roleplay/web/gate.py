"""The gate: only our own pages may talk to the server, and no browser may frame or sniff them.

Any web page a person visits could reach this port. A foreign page gives itself away by its Origin. Without accounts one
that rebinds its own name to 127.0.0.1 gives itself away by its Host; with accounts its cookie would not come along.
"""

import asyncio
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.web.app_context import AppContext
from roleplay.web.error_pages import plain_error_page

LOOPBACK = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?", re.IGNORECASE)
NAME = re.compile(r"[a-z0-9.-]{1,253}(:\d{1,5})?", re.IGNORECASE)  # nothing that could end a header of ours
PAGES = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# Chainlit's page builds style elements at run time, and its socket is named in full because older browsers
# do not count ws: as 'self'. Scripts are files of ours and Chainlit's: no inline script, no eval.
CHAT = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self' ws://{host} wss://{host}; font-src 'self' data:; worker-src 'self' blob:; media-src 'self' blob:; "
    "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class Gate:
    """Refuses other Hosts (400), other Origins (403) and addresses that nobody can type (404), for pages and sockets alike.
    Until accounts exist the only Host is this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not LOOPBACK.fullmatch(host) and not await _is_house(scope, host):
            return await refuse(scope, receive, send, 400, "host")
        if _comes_from_elsewhere(headers, host):
            return await refuse(scope, receive, send, 403, "origin")
        if not scope["path"].isprintable():
            return await refuse(scope, receive, send, 404, "missing")  # no log takes it, and not every database
        return await self.app(scope, receive, send)


async def _is_house(scope: Scope, host: str) -> bool:
    """Whether a name that is not this machine's own may be used: only where everybody signs in."""
    context: AppContext = scope["app"].state.context
    return bool(NAME.fullmatch(host)) and await asyncio.to_thread(context.people.exist)


def _comes_from_elsewhere(headers: Headers, host: str) -> bool:
    origin = headers.get("origin")
    if origin is not None:
        return origin.lower().partition("://")[2] != host.lower()
    # A link on another site may open a page of ours; nothing else may be asked from there.
    return headers.get("sec-fetch-site") in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate"


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, code: str) -> None:
    """A calm page, or a closed socket."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 4000 + status})
        return
    await plain_error_page(scope, status, code)(scope, receive, send)


class SafeHeaders:
    """The headers that keep a page of ours from being framed, sniffed or made to load from elsewhere."""

    def __init__(self, app: ASGIApp, chat: str) -> None:
        self.app, self.chat = app, chat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope)
            await send(message)

        return await self.app(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders, scope: Scope) -> None:
        host = Headers(scope=scope).get("host", "")
        is_chat = scope["path"].startswith(self.chat + "/")
        policy = CHAT.format(host=host) if is_chat and (LOOPBACK.fullmatch(host) or NAME.fullmatch(host)) else PAGES
        headers.setdefault("Content-Security-Policy", policy)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Frame-Options", "DENY")
        # not no-referrer: browsers then send Origin: null with our own forms
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
        if scope["scheme"] == "https":
            headers.setdefault(
                "Strict-Transport-Security", "max-age=31536000"
            )  # a year: the cookie never goes out in the clear
        if headers.get("content-type", "").startswith("text/html"):
            headers.setdefault("Cache-Control", "no-store")
