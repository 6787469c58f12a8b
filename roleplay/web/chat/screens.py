"""Words to every screen that shows an attempt: another tab, or the same one after a reload, is a session of its own."""

import asyncio
from typing import Any, Protocol, cast

from chainlit.context import context
from chainlit.session import ws_sessions_id
from starlette.requests import cookie_parser

from roleplay.people import PeopleService
from roleplay.person import LOCAL
from roleplay.web.languages import wanted_language
from roleplay.web.session import COOKIE
from roleplay.web.visitor import Visitor, is_still_here


class Screen(Protocol):
    """What we use of Chainlit's session."""

    id: str
    user: Any  # who connected, as our door told Chainlit
    thread_id_to_resume: str | None
    environ: dict[str, Any] | None

    async def emit(self, event: str, data: Any) -> None: ...


def this_screen() -> Screen:
    """The one whose event Chainlit is handling."""
    return cast(Screen, context.session)


def screens_of(attempt_id: str, person: str) -> list[Screen]:
    """Those of the person to whom the attempt belongs: Chainlit lets anybody connect under any attempt's id."""
    found = [cast(Screen, one) for one in list(ws_sessions_id.values()) if one.thread_id_to_resume == attempt_id]
    return [screen for screen in found if screen.user is not None and screen.user.identifier == person]


async def to_screens(attempt_id: str, person: str, event: str, data: Any, but: Screen | None = None) -> None:
    for screen in screens_of(attempt_id, person):
        if screen is not but:
            await screen.emit(event, data)


async def to_page(screen: Screen, **state: Any) -> None:
    """To our own bar on that screen, which hears it as a message of the window."""
    await screen.emit("window_message", {"roleplay": state})


async def let_go(people: PeopleService, attempt_id: str, person: str) -> None:
    """Screens whose session is over hear no more of it: a browser left open somewhere, signed out from elsewhere."""
    for screen in screens_of(attempt_id, person):
        token = cookie_parser((screen.environ or {}).get("HTTP_COOKIE", "")).get(COOKIE, "")
        if not await asyncio.to_thread(is_still_here, people, Visitor(LOCAL, token)):
            screen.thread_id_to_resume = None
            await to_page(screen, home=True)


def language_of_screen(screen: Screen, default: str) -> str:
    environ = screen.environ or {}
    return wanted_language(environ.get("HTTP_COOKIE", ""), environ.get("HTTP_ACCEPT_LANGUAGE", ""), default)
