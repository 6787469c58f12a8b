"""Error pages: what was not found, what was refused, a database that is away, and errors nobody foresaw."""

import logging
import secrets

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Scope

from roleplay.errors import STORE_UNAVAILABLE, NotFound, RoleplayError
from roleplay.web.addresses import route_of
from roleplay.web.languages import language_of_headers
from roleplay.web.render import page, plain, words_for

log = logging.getLogger("roleplay.web")
TRY_AGAIN = 5  # seconds after which a browser or a proxy may ask again


def plain_error_page(scope: Scope, status: int, code: str) -> Response:
    """Returns an error page without asking anything of the application: for middleware that refuses a request."""
    headers = Headers(scope=scope)
    if "text/html" not in headers.get("accept", ""):
        return PlainTextResponse(code, status)
    return HTMLResponse(plain("error.html", language_of_headers(headers, "en"), code=code, note=None), status)


def store_error_page(scope: Scope, error: RoleplayError) -> Response:
    """Returns 503 and logs a line for the operator. Asks nothing of the database."""
    log.error("the database cannot be used: %s %s", error.code, error.params.get("reason", ""))
    answer = plain_error_page(scope, 503, "away")
    answer.headers["Retry-After"] = str(TRY_AGAIN)
    return answer


def trouble_for_form(request: Request, error: RoleplayError) -> str:
    """Returns what a form says was wrong with what was typed. Raises the error where it is the database that is away: the
    form is not at fault."""
    if error.code in STORE_UNAVAILABLE:
        raise error
    return words_for(request).error(error)


def _fault(request: Request, status: int, code: str, note: str | None = None) -> Response:
    return page(request, "error.html", status=status, code=code, note=note)


def add_error_pages(app: FastAPI) -> None:
    """Registers an error page for every way in which a request can fail."""

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


def unexpected_error_page(request: Request, error: Exception) -> Response:
    """Logs the error and returns a page (500) with the reference under which it stands in the log."""
    reference = secrets.token_hex(4)
    log.error("surprise %s at %s", reference, route_of(request.scope), exc_info=error)
    return _fault(request, 500, "surprise", words_for(request)("fault.reference", reference=reference))
