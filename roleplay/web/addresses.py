"""The addresses that more than one part of the web floor leads to, and the templates by which requests are counted."""

from starlette.types import Scope

CHAT = "/chat"
CHAT_PARTS = ("assets", "auth", "avatars", "project", "thread", "user", "ws")  # what Chainlit is asked for most
NO_ROUTE = "(none)"


def chat_address(attempt_id: str) -> str:
    """Returns the path of the page on which a talk goes on."""
    return f"{CHAT}/thread/{attempt_id}"


def route_of(scope: Scope) -> str:
    """Returns the template of the route that answered, such as `/attempts/{attempt_id}`: there are few, and no id is in one.
    What was answered before a route was found is `(none)`."""
    path: str = scope["path"]
    if path.startswith("/static/"):
        return "/static"
    if path == CHAT or path.startswith(CHAT + "/"):
        part = path.removeprefix(CHAT).split("/")[1:2]
        return f"{CHAT}/{part[0]}" if part and part[0] in CHAT_PARTS else CHAT
    return getattr(scope.get("route"), "path", None) or NO_ROUTE
