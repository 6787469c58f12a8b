"""Which paths of Chainlit are open: only those that the talk needs, each with an identity put in by us for this request only.

Chainlit believes a signed `access_token` cookie. The browser never holds one: whatever it sent under that name is taken
away, so there is nothing to steal and nothing to revoke.
"""

import re

from chainlit.auth import create_jwt
from chainlit.user import User
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from roleplay.web.addresses import CHAT
from roleplay.web.auth.current_user import visitor
from roleplay.web.gate import refuse

# All that this screen asks of Chainlit. Closed with everything else: its login, threads, files, elements, feedback, MCP, docs.
# Compared exactly, because "/logo" as a beginning would open "/logout".
NEEDED = frozenset(
    {"", "/", "/favicon", "/logo", "/auth/config", "/user", "/project/translations", "/project/settings", "/set-session-cookie", "/login"}
)  # fmt: skip
NEEDED_UNDER = ("/assets/", "/ws/socket.io")
OURS_UNDER = re.compile(
    r"/(avatars|thread)/[^/]+"
)  # one step deeper Chainlit's own page answers, which loads from elsewhere


class ChainlitPaths:
    """Middleware: refuses other paths under /chat (404) and names the current user to Chainlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] not in ("http", "websocket") or not (path == CHAT or path.startswith(CHAT + "/")):
            return await self.app(scope, receive, send)
        inside = path.removeprefix(CHAT)
        if not is_needed(inside):
            return await refuse(scope, receive, send, 404, "missing")
        return await self.app(_as_person(scope, visitor().person.id), receive, send)


def is_needed(inside: str) -> bool:
    """Whether this path under /chat is open."""
    return inside in NEEDED or inside.startswith(NEEDED_UNDER) or bool(OURS_UNDER.fullmatch(inside))


def _as_person(scope: Scope, person: str) -> Scope:
    kept = {k: v for k, v in HTTPConnection(scope).cookies.items() if not k.startswith("access_token")}
    kept["access_token"] = create_jwt(User(identifier=person))
    headers = [(name, value) for name, value in scope["headers"] if name not in (b"cookie", b"authorization")]
    cookie = "; ".join(f"{name}={value}" for name, value in kept.items()).encode("latin-1", "ignore")
    return {**scope, "headers": [*headers, (b"cookie", cookie)]}
