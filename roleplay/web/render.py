"""Templates into pages: Jinja2 with escaping always on, and what every page needs in its frame."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from roleplay.i18n import LANGUAGES
from roleplay.person import Person
from roleplay.transcript import PHASES
from roleplay.web.app_context import context_of
from roleplay.web.auth.current_user import current_user
from roleplay.web.formatting import Words
from roleplay.web.languages import language_of_page
from roleplay.web.navigation import entries_of, more_of
from roleplay.web.portraits import mark_of, shape_of, tone_of

HERE = Path(__file__).parent


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        static=static,
        mark_of=mark_of,
        shape_of=shape_of,
        tone_of=tone_of,
        PHASES=PHASES,
        entries_of=entries_of,
        more_of=more_of,
    )
    return made


@cache
def static(name: str) -> str:
    """The address of a file in `static/`: it changes with the file, so browsers may keep it."""
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def words_for(request: Request) -> Words:
    return Words(language_of_page(request), context_of(request).settings.zone)


def page(request: Request, name: str, *, status: int = 200, **what: Any) -> HTMLResponse:
    """The template `name` with its words."""
    frame = framed(words_for(request), _address(request), current_user(request), getattr(request.state, "csrf", ""))
    return HTMLResponse(environment().get_template(name).render(**frame, **what), status)


def framed(words: Words, back: str, me: Person | None = None, csrf: str = "") -> dict[str, Any]:
    """What every page needs: its words, who reads it (None: nobody known), and the token that its forms send back."""
    other = next(language for language in LANGUAGES if language != words.language)
    return {"t": words, "other": Words(other, words.zone), "back": back, "me": me, "csrf": csrf}


def plain(name: str, language: str, **what: Any) -> str:
    """Renders a page without asking the application: for middleware that refuses a request."""
    return environment().get_template(name).render(**framed(Words(language, ZoneInfo("UTC")), "/"), **what)


def _address(request: Request) -> str:
    """Where a change of language leads back to. A page that answers a form has no address of its own."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
