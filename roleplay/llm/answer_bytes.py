"""Looks at the bytes of each answer before anything reads them: a web page, an error in place of a stream, too many of them."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

from roleplay.llm.failures import EndpointFault, fault_of, is_error_object

MOST_BYTES = (
    16 * 1024**2
)  # of an answer (judgement): 8,192 tokens, each in an event of a thousand bytes, are half of it
MOST_IN_A_LINE = (
    1024**2
)  # of one event (judgement): reading one takes a hundredth of a second, in which nobody else is served
MOST_OF_AN_ERROR = 64 * 1024  # of an answer that is an error: its first words say what is wrong
_STREAM = re.compile(rb'"stream": ?true')  # inside people's words its marks would be escaped
BLANK = b" \t\r\n\xef\xbb\xbf"


async def look_at_answer(response: Any) -> None:
    """A hook for the client's responses (an `httpx` response of whichever edition the client uses): from here on its body is
    looked at while it is read. Reading raises EndpointFault."""
    streamed = bool(_STREAM.search(response.request.content))
    encoded = bool(response.headers.get("content-encoding"))
    response.stream = _body_kind(response)(response.stream, response.status_code, streamed, encoded)


def _body_kind(response: Any) -> Any:
    """The client insists that a body is of its own kind."""
    kind = type(response.stream)
    base = next(each for each in kind.__mro__ if each.__name__ == "AsyncByteStream")
    return type("LookedAtBody", (_Body, base), {})


class _Body:
    """Wraps the body of one answer."""

    def __init__(self, inner: Any, status: int, streamed: bool, encoded: bool) -> None:
        self._inner, self._fine, self._streamed, self._encoded = inner, status < 400, streamed, encoded
        self._count, self._line, self._start = 0, 0, b""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._fine:
            async for piece in self._answer():
                yield piece
            return
        async for piece in self._inner:
            if self._count < MOST_OF_AN_ERROR:
                yield piece
            self._count += len(piece)
            if self._count > MOST_BYTES:
                return

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _answer(self) -> AsyncIterator[bytes]:
        whole = bytearray()  # of a stream that is none
        async for piece in self._inner:
            self._measure(piece)
            if not self._start.strip(BLANK):
                self._start = self._start[-8:] + piece[:64]
                if self._start.strip(BLANK).startswith(b"<") and not self._encoded:
                    raise EndpointFault("web_page")
            if self._streamed and not self._encoded and self._start.strip(BLANK).startswith(b"{"):
                whole += piece
                continue
            yield piece
        if whole:
            raise _in_place_of_a_stream(bytes(whole))

    def _measure(self, piece: bytes) -> None:
        self._count += len(piece)
        end = piece.rfind(b"\n")
        self._line = self._line + len(piece) if end < 0 else len(piece) - end - 1
        if self._count > MOST_BYTES or (self._streamed and max(self._line, end) > MOST_IN_A_LINE):
            raise EndpointFault("too_big")


def _in_place_of_a_stream(whole: bytes) -> EndpointFault:
    try:
        body = json.loads(whole)
    except ValueError:
        return EndpointFault("garbled")
    return fault_of(body) if is_error_object(body) else EndpointFault("not_streamed")
