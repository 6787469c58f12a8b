"""The cookie that holds a session: never read by scripts, never sent by other sites' forms, never in the clear behind TLS."""

from starlette.responses import Response

COOKIE = "roleplay_session"
DAYS = 14


def keep_session(answer: Response, token: str, scheme: str) -> None:
    answer.set_cookie(
        COOKIE, token, max_age=DAYS * 24 * 3600, path="/", httponly=True, samesite="lax", secure=scheme == "https"
    )


def drop_session(answer: Response) -> None:
    answer.delete_cookie(COOKIE, path="/")
