"""The cookie that holds a session: never read by scripts, never sent by other sites' forms, never in the clear behind TLS."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

COOKIE = "roleplay_session"
DAYS = 14


def keep_session(answer: Response, token: str, scheme: str) -> None:
    answer.set_cookie(
        COOKIE, token, max_age=DAYS * 24 * 3600, path="/", httponly=True, samesite="lax", secure=scheme == "https"
    )


def drop_session(answer: Response) -> None:
    answer.delete_cookie(COOKIE, path="/")


def redirect_signed_in(request: Request, token: str, back: str) -> RedirectResponse:
    """Returns a redirect to `back` that brings the cookie of the new session."""
    answer = RedirectResponse(back, 303)
    keep_session(answer, token, request.url.scheme)
    return answer
