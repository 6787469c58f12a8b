"""Chainlit into our application: its handlers, our routes that win over its own, and the mount itself."""

import asyncio
import re
from typing import Any

from chainlit.config import config
from chainlit.server import app as chainlit_app
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roleplay.errors import NotFound, RoleplayError
from roleplay.web.addresses import CHAT
from roleplay.web.app_context import AppContext, context_of
from roleplay.web.auth.current_user import current_user_id, is_still_signed_in, visitor
from roleplay.web.chat import assets
from roleplay.web.chat.data_layer import AttemptsDataLayer
from roleplay.web.chat.screens import this_screen, to_page
from roleplay.web.chat.talk_page import talk_page
from roleplay.web.chat.turn_runner import TurnRunner
from roleplay.web.formatting import Words
from roleplay.web.portraits import picture_of
from roleplay.web.render import words_for

routes = APIRouter(prefix=CHAT)
_stage: TurnRunner | None = None  # Chainlit has one set of handlers in a process: they serve the application made last


def mount_chat(app: FastAPI, context: AppContext) -> TurnRunner:
    """Our routes first, so that they win; then everything else under /chat is Chainlit's."""
    global _stage
    _stage = TurnRunner(context)
    # Set directly: the decorators would wrap each message in a visible run of Chainlit's and show raw exceptions.
    config.code.on_message = _on_message
    config.code.on_chat_resume = _on_chat_resume
    config.code.on_chat_start = _on_chat_start
    config.code.on_chat_end = None  # it fires whenever a socket drops: nothing may hang on it
    config.code.data_layer = lambda: AttemptsDataLayer(lambda: _current().context.practice, _is_here)
    app.include_router(assets.routes)
    app.include_router(routes)
    app.mount(CHAT, chainlit_app)
    return _stage


def _current() -> TurnRunner:
    assert _stage is not None
    return _stage


def _is_here() -> bool:
    return is_still_signed_in(_current().context.people, visitor())


async def _on_chat_start() -> None:
    """Somebody opened Chainlit without an attempt (New Chat, a thread that is not theirs): home."""
    await to_page(this_screen(), home=True)


async def _on_chat_resume(thread: dict[str, Any]) -> None:
    await _current().dress(thread, this_screen())


async def _on_message(message: Any) -> None:
    screen = this_screen()
    attempt_id = screen.thread_id_to_resume
    try:
        await check_visitor(_current().context, attempt_id)
    except NotFound:
        return await to_page(screen, home=True)
    except RoleplayError as trouble:  # the database is away
        return await _current().give_back(screen, message.to_dict(), trouble)
    return await _current().hear(screen, str(attempt_id), message.to_dict())


async def check_visitor(context: AppContext, attempt_id: str | None) -> None:
    """Raises NotFound unless the visitor is still signed in and the attempt is theirs: a socket outlives both."""
    who = visitor()
    if not attempt_id or not await asyncio.to_thread(is_still_signed_in, context.people, who):
        raise NotFound("attempt-not-found")
    await context.practice.attempt(attempt_id, who.person.id)


@routes.get("/thread/{attempt_id}", response_class=HTMLResponse)
async def open_talk(request: Request, attempt_id: str) -> HTMLResponse:
    return await talk_page(request, attempt_id)


@routes.get("", include_in_schema=False)
@routes.get("/", include_in_schema=False)
@routes.get("/login", include_in_schema=False)
async def nothing_to_open() -> RedirectResponse:
    return RedirectResponse("/", 303)


@routes.get("/project/translations")
async def chainlit_words(request: Request) -> dict[str, Any]:
    """Chainlit's own few words in the reader's language, some of them ours."""
    t = words_for(request)
    words = config.load_translation({"zh": "zh-CN", "en": "en-US"}[t.language])
    words["chat"]["watermark"] = ""
    words["chat"]["input"]["placeholder"] = await _invitation(request, t)
    words["chat"]["input"]["actions"]["send"] = t("chat.send")
    words["common"]["status"]["error"]["serverConnection"] = t("line.connection")
    return {"translation": words}


async def _invitation(request: Request, t: Words) -> str:
    """What the composer says while it is empty, in the language in which it is written to. Chainlit does not tell for which
    talk it asks; the browser does."""
    talk = re.search(CHAT + r"/thread/([\w-]+)", request.headers.get("referer", ""))
    try:
        attempt = await context_of(request).practice.attempt(talk[1] if talk else "", current_user_id(request))
    except NotFound:
        return t("chat.say_something")
    _, persona, _ = await context_of(request).practice.content(attempt)
    return t.like(persona.language)("chat.say_to", name=persona.name)


@routes.get("/avatars/{persona_id}")
async def avatar(request: Request, persona_id: str) -> Response:
    """The drawn portrait. An attempt may use a persona that is no longer in the library: then a plain one."""
    persona = (await asyncio.to_thread(context_of(request).library)).personas.get(persona_id)
    picture = picture_of(persona) if persona else '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"/>'
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        "Cache-Control": "private, max-age=300",
    }
    return Response(picture, media_type="image/svg+xml", headers=headers)
