"""In which language a page is: the reader's choice (a cookie), else what the browser asks for, else the setting."""

import re
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from roleplay.i18n import LANGUAGES
from roleplay.web.app_context import context_of

COOKIE = "language"
YEAR = 365 * 24 * 3600
routes = APIRouter()


def wanted_language(cookie: str, accept: str, default: str) -> str:
    """Our language for these two headers."""
    try:
        chosen = SimpleCookie(cookie).get(COOKIE)
    except CookieError:
        chosen = None
    if chosen and chosen.value in LANGUAGES:
        return chosen.value
    return next((tag for tag in _asked_for(accept) if tag in LANGUAGES), default)


def _asked_for(accept: str) -> list[str]:
    """Primary subtags of an Accept-Language header, the most wanted first."""
    wishes: list[tuple[float, int, str]] = []
    for part in accept.split(",")[:20]:
        tag, _, weight = part.strip().partition(";")
        found = re.fullmatch(r"\s*q=(\d(?:\.\d{1,3})?)\s*", weight) if weight else None
        quality = float(found[1]) if found else 0.0 if weight else 1.0
        if tag and quality:
            wishes.append((-quality, len(wishes), tag.split("-")[0].lower()))
    return [tag for _, _, tag in sorted(wishes)]


def language_of_headers(headers: Mapping[str, str], default: str) -> str:
    return wanted_language(headers.get("cookie", ""), headers.get("accept-language", ""), default)


def language_of_page(request: Request) -> str:
    return language_of_headers(request.headers, context_of(request).settings.language)


def inside(address: str) -> str:
    """A place of ours, or home: never another site."""
    return address if re.match(r"/(?![/\\])[^\s\\]*$", address) else "/"


@routes.get("/language/{language}")
def choose_language(language: str, back: str = "/") -> RedirectResponse:
    answer = RedirectResponse(inside(back), 303)
    if language in LANGUAGES:
        answer.set_cookie(COOKIE, language, max_age=YEAR, samesite="lax", httponly=True)
    return answer
