"""A database that is away is told as that, wherever on the way to a page it is missed: 503, never "no account"."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.errors import RoleplayError
from roleplay.web.error_pages import STORE_UNAVAILABLE, store_error_page


class StoreUnavailable:
    """Answers for the middleware inside it, which ask the database who may come in."""

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
        except RoleplayError as error:
            if begun or error.code not in STORE_UNAVAILABLE:
                raise
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1013})  # try again later (RFC 6455's registry)
            else:
                await store_error_page(scope, error)(scope, receive, send)
