"""Stores and shows the customer's reply while it is streamed: each piece is stored before it is shown."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from roleplay.attempt import Attempt
from roleplay.customer.cue import Fallback, Piece, Spoken
from roleplay.errors import RoleplayError
from roleplay.metrics import count_turn
from roleplay.practice.events import CustomerSaid, Event, Speaking
from roleplay.store.database import Database
from roleplay.store.turns import StoredTurn, add_turn, close_reply, keep_words, withdraw_reply
from roleplay.threads import finish_in_thread

T = TypeVar("T")
ReplyPart = Piece | Fallback | Spoken


@dataclass
class Reply:
    """One reply: its row, what was shown of it, and whom to tell."""

    database: Database
    attempt: str
    stored: StoredTurn
    tell: Callable[[Event], None]
    shown: str = ""
    speech: dict[str, Any] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return self.stored.turn.n

    async def perform(self, stream: AsyncIterator[ReplyPart], pause: float) -> Attempt:
        """Speaks to the end. When it is cancelled or breaks, what was shown is kept as `cut`, nothing shown is nothing said."""
        await self._begin()
        try:
            self.tell(Speaking(self.stored.id, self.n))
            async with aclosing(in_batches(stream, pause)) as batches:
                async for batch in batches:
                    await self._take(batch)
        except BaseException:
            await self.stop()
            raise
        if not self.shown:
            await self.stop()
            raise RoleplayError("reply-failed")
        return await self._close("cut" if self.speech.get("cut") else "final")

    async def _begin(self) -> None:
        """Takes the reply's place. Where another process has taken it, there is nothing of ours to take back."""
        try:
            await finish_in_thread(add_turn, self.database, self.attempt, self.stored)
        except asyncio.CancelledError:
            await self.stop()
            raise

    async def stop(self) -> None:
        if self.shown:
            await self._close("cut")
        else:
            await asyncio.to_thread(withdraw_reply, self.database, self.attempt, self.n)

    async def _take(self, batch: list[ReplyPart]) -> None:
        for item in batch:
            if isinstance(item, Fallback):
                self.speech["fallback"] = item.why
                self.tell(item)
            elif isinstance(item, Spoken):
                self.speech |= {
                    "speaker": item.speaker, "calls": item.calls, "flags": list(item.flags), "usage": item.usage, "cut": item.cut,
                }  # fmt: skip
        if words := "".join(item.text for item in batch if isinstance(item, Piece)):
            self.shown += words
            await asyncio.to_thread(keep_words, self.database, self.attempt, self.n, self.shown)
            self.tell(Piece(words))

    async def _close(self, status: Literal["final", "cut"]) -> Attempt:
        attempt = await asyncio.to_thread(
            close_reply, self.database, self.attempt, self.n, self.shown, status, self.speech
        )
        count_turn("customer", status)
        said = {"text": self.shown, "status": status, "fallback": self.speech.get("fallback")}
        turn = self.stored.turn.model_copy(update=said)
        self.stored = replace(self.stored, turn=turn, speech=self.speech)
        self.tell(CustomerSaid(turn, self.stored.id, attempt))
        return attempt


async def in_batches(stream: AsyncIterator[ReplyPart], pause: float) -> AsyncGenerator[list[ReplyPart], None]:
    """What has come, at once; then what came during `pause`: one write for many small pieces."""
    queue: asyncio.Queue[ReplyPart | None] = asyncio.Queue()
    pump = asyncio.create_task(_pump(stream, queue))
    try:
        batch: list[ReplyPart | None] = []
        while None not in batch:
            batch = [await queue.get()]
            while not queue.empty():
                batch.append(queue.get_nowait())
            if items := [item for item in batch if item is not None]:
                yield items
            await asyncio.wait({pump}, timeout=pause)
        await pump  # raises what broke the stream
    finally:
        pump.cancel()
        await asyncio.gather(pump, return_exceptions=True)


async def _pump(stream: AsyncIterator[ReplyPart], queue: asyncio.Queue[ReplyPart | None]) -> None:
    try:
        async for item in stream:
            queue.put_nowait(item)
    finally:
        queue.put_nowait(None)
