"""Sends one turn's events to every screen that follows it, from the first event, however late the screen joins."""

import asyncio
import time
from collections.abc import AsyncIterator

from roleplay.customer.cue import Piece
from roleplay.metrics import count_first_word
from roleplay.practice.events import Event, Speaking


class Broadcast:
    """`turn_id` is the seller's turn that is being answered; `asked_at` is when it came (`time.perf_counter`) and `customer`
    who answers, where it is an answer whose first word is waited for."""

    def __init__(self, turn_id: str, asked_at: float | None = None, customer: str = "") -> None:
        self.turn_id, self._asked_at, self._customer = turn_id, asked_at, customer
        self._events: list[Event] = []
        self._over = False
        self._error: Exception | None = None
        self._news = asyncio.Event()

    def tell(self, event: Event) -> None:
        if self._asked_at is not None and isinstance(event, Piece):
            count_first_word(self._customer, time.perf_counter() - self._asked_at)
            self._asked_at = None
        self._events.append(event)
        self._wake()

    def end(self, error: Exception | None = None) -> None:
        """Nothing more will come; whoever looks on gets the error."""
        self._over, self._error = True, error
        self._wake()

    async def follow(self) -> AsyncIterator[Event]:
        told = 0
        while True:
            news = self._news
            for event in self._events[told:]:
                told += 1
                yield event
            if told == len(self._events) and self._over:
                break
            if told == len(self._events):
                await news.wait()
        if self._error is not None:
            raise self._error

    def speaking(self) -> Speaking | None:
        """Who speaks just now, with all that was shown of it."""
        begun = next((event for event in self._events if isinstance(event, Speaking)), None)
        if begun is None or self._over:
            return None
        said = "".join(event.text for event in self._events if isinstance(event, Piece))
        return Speaking(begun.turn_id, begun.n, said)

    def _wake(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()
