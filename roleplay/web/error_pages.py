"""Trouble as a calm page: what was not found, what was refused, and what surprised us."""

import logging
import secrets

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.errors import NotFound, RoleplayError
from roleplay.web.languages import language_of_headers
from roleplay.web.render import page, plain, words_for

log = logging.getLogger("roleplay.web")
STORE_UNAVAILABLE = ("store-busy", "store-away", "store-failed", "store-not-a-database", "store-not-migrated")
TRY_AGAIN = 5  # seconds after which a browser or a proxy may ask again


def plain_error_page(scope: Scope, status: int, code: str) -> Response:
    """A page for one who stands at the door: nothing of the application is asked."""
    headers = Headers(scope=scope)
    if "text/html" not in headers.get("accept", ""):
        return PlainTextResponse(code, status)
    return HTMLResponse(plain("error.html", language_of_headers(headers, "en"), code=code, note=None), status)


def store_error_page(scope: Scope, error: RoleplayError) -> Response:
    """The database cannot be used: 503, and a line for whoever runs the server. Nothing of the database is asked for it."""
    log.error("the database cannot be used: %s %s", error.code, error.params.get("reason", ""))
    answer = plain_error_page(scope, 503, "away")
    answer.headers["Retry-After"] = str(TRY_AGAIN)
    return answer


def _fault(request: Request, status: int, code: str, note: str | None = None) -> Response:
    return page(request, "error.html", status=status, code=code, note=note)


def add_error_pages(app: FastAPI) -> None:
    """Every way in which a request can go wrong, each with its page."""

    @app.exception_handler(NotFound)
    async def not_found(request: Request, error: NotFound) -> Response:
        return _fault(request, 404, "missing")

    @app.exception_handler(RoleplayError)
    async def refused(request: Request, error: RoleplayError) -> Response:
        if error.code in STORE_UNAVAILABLE:
            return store_error_page(request.scope, error)
        return _fault(request, 409, "refused", words_for(request).error(error))

    @app.exception_handler(RequestValidationError)
    async def odd_request(request: Request, error: RequestValidationError) -> Response:
        return _fault(request, 422, "odd")

    @app.exception_handler(HTTPException)
    async def by_status(request: Request, error: HTTPException) -> Response:
        code = {404: "missing", 405: "method", 413: "big"}.get(error.status_code, "odd")
        return _fault(request, error.status_code, code)


class UnexpectedErrors:
    """Catches what nobody foresaw. Starlette's own handler stands outside all middleware, so its answer would lack the
    safe headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await _surprise(Request(scope, receive), error)(scope, receive, send)


def _surprise(request: Request, error: Exception) -> Response:
    reference = secrets.token_hex(4)
    log.error("surprise %s at %s", reference, request.url.path, exc_info=error)
    return _fault(request, 500, "surprise", words_for(request)("fault.reference", reference=reference))
