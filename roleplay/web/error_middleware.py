"""What goes wrong below a middleware becomes a page, as long as nothing of the answer has been sent."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.errors import STORE_UNAVAILABLE, RoleplayError
from roleplay.web.error_pages import store_error_page, unexpected_error_page


class _ErrorMiddleware:
    """Hands an exception to `answer` unless the response has begun: a second one cannot be sent then."""

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
            if begun or not self.handles(scope, error):
                raise
            await self.answer(error, scope, receive, send)

    def handles(self, scope: Scope, error: Exception) -> bool:
        raise NotImplementedError

    async def answer(self, error: Exception, scope: Scope, receive: Receive, send: Send) -> None:
        raise NotImplementedError


class UnexpectedErrors(_ErrorMiddleware):
    """Answers 500 for an error nobody foresaw. Starlette's own handler stands outside all middleware, so its answer would
    lack the safe headers."""

    def handles(self, scope: Scope, error: Exception) -> bool:
        return scope["type"] == "http"

    async def answer(self, error: Exception, scope: Scope, receive: Receive, send: Send) -> None:
        await unexpected_error_page(Request(scope, receive), error)(scope, receive, send)


class StoreUnavailable(_ErrorMiddleware):
    """Answers 503 when the database cannot be used, also for the middleware inside it that asks who may come in: never
    "no account"."""

    def handles(self, scope: Scope, error: Exception) -> bool:
        return isinstance(error, RoleplayError) and error.code in STORE_UNAVAILABLE

    async def answer(self, error: Exception, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1013})  # try again later (RFC 6455's registry)
        elif isinstance(error, RoleplayError):
            await store_error_page(scope, error)(scope, receive, send)
