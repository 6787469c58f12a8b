"""The session of a sign-on, `request.session`, while the browser is at the identity provider: Starlette's signed cookie."""

import secrets
from pathlib import Path

from starlette.middleware.sessions import SessionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "roleplay_sign_on"
PATH = "/sign-in/with"
MINUTES = 10  # for typing a password and a second factor there (judgement)
KEY_FILE, KEY_LENGTH = "sign-on.key", 64


class SignOnSession:
    """Gives the routes below `PATH` a session of their own. Behind TLS its cookie is never sent in the clear."""

    def __init__(self, app: ASGIApp, key: str) -> None:
        self.app = app
        self.plain, self.behind_tls = (
            SessionMiddleware(
                app, key, session_cookie=COOKIE, max_age=MINUTES * 60, path=PATH, same_site="lax", https_only=tls
            )
            for tls in (False, True)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PATH + "/"):
            return await self.app(scope, receive, send)
        return await (self.behind_tls if scope["scheme"] == "https" else self.plain)(scope, receive, send)


def session_key(folder: Path) -> str:
    """Returns the key that signs the cookie. It is made once and kept in `folder`, readable by its owner only: who is at the
    provider while the server is started anew comes back all the same."""
    file = folder / KEY_FILE
    key = file.read_text() if file.exists() else ""
    if len(key) != KEY_LENGTH:  # none yet, or one cut short by a full disk
        key = secrets.token_hex(KEY_LENGTH // 2)
        file.touch(0o600)
        file.write_text(key)
    return key
