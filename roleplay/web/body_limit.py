"""Limits the size of what may be sent: no form of ours needs more, and a body without end would fill the disk."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.web.gate import refuse

LARGEST_FILE = 2 * 1024 * 1024
LARGEST = LARGEST_FILE + 64 * 1024  # the form around the file


class BodyLimit:
    """Refuses a body (413) by what it says of its length, and where it says nothing, by counting."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        told = Headers(scope=scope).get("content-length", "0")
        if not told.isascii() or not told.isdigit() or int(told) > LARGEST:
            return await refuse(scope, receive, send, 413, "big")
        come = 0

        async def counted() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            if come > LARGEST:
                raise HTTPException(413)
            return message

        return await self.app(scope, counted, send)
