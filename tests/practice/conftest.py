"""The practice door over a fresh database and the small cast, with a customer that can be held at any word."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from roleplay.attempt import Attempt
from roleplay.config import Settings
from roleplay.content.library import Library, load_library
from roleplay.customer.turn_request import Mode, ReplyChunk, Spoken, TurnRequest
from roleplay.practice import CustomerSaid, Event, PracticeService
from roleplay.store.database import Database

CAST = Path(__file__).parent.parent / "cast"
ALICE, BOB = "alice", "bob"
CALL = ("oven-call", "owner-pat")
# an honest seller of ovens
LINES = (
    "Good morning Pat, this is Alice from Hearth ovens. Is now a good moment?",
    "How do your nights at the bakery run?",
    "What does the gas bill cost you for a month of baking?",
    "So gas has become the biggest worry. What else gives you trouble with the old ovens?",
    "I understand that the money worries you. Forty bakeries used a third less gas in a year.",
    "Shall I come by on Thursday at ten and bring the figures?",
    "Thank you, Pat. See you on Thursday. Goodbye.",
)


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(CAST)


@pytest.fixture
def reopen(database: Database, library: Library) -> Callable[..., PracticeService]:
    """The door as a new process would open it: over the same database, with nothing remembered."""

    def reopen(customer: object = None, settings: Settings | None = None, flush: float = 0) -> PracticeService:
        make = None if customer is None else lambda: customer
        return PracticeService(lambda: library, database, settings or Settings(), flush=flush, customer=make)

    return reopen


@pytest.fixture
def door(reopen: Callable[..., PracticeService]) -> PracticeService:
    return reopen()


@pytest.fixture
async def attempt(door: PracticeService) -> Attempt:
    return await door.start(*CALL, person=ALICE, seed=7)


class HeldCustomer:
    """Speaks `pieces`, one each time it is let; a piece that is an exception is raised."""

    def __init__(self, *pieces: str | Exception) -> None:
        self.pieces = pieces
        self.turns = asyncio.Semaphore(0)
        self.requests: list[TurnRequest] = []
        self.closed = False

    def let(self, pieces: int = 1) -> None:
        for _ in range(pieces):
            self.turns.release()

    def let_all(self) -> None:
        self.let(len(self.pieces) + 1)

    async def reply(self, turn_request: TurnRequest, mode: Mode) -> AsyncIterator[ReplyChunk | Spoken]:
        self.requests.append(turn_request)
        try:
            for piece in self.pieces:
                await self.turns.acquire()
                if isinstance(piece, Exception):
                    raise piece
                yield ReplyChunk(piece)
            await self.turns.acquire()
            yield Spoken("".join(str(piece) for piece in self.pieces), mode)
        finally:
            self.closed = True


async def events(stream: AsyncIterator[Event]) -> list[Event]:
    return [event async for event in stream]


async def talk(door: PracticeService, attempt: Attempt, *lines: str) -> Attempt:
    """Says the lines until the customer ends the talk."""
    for line in lines:
        last = (await events(door.say(attempt.id, attempt.person, line)))[-1]
        attempt = last.attempt  # type: ignore[union-attr]
        if attempt.is_finished:
            break
    return attempt


def shown(told: list[Event]) -> str:
    return "".join(event.text for event in told if isinstance(event, ReplyChunk))


def answer(told: list[Event]) -> CustomerSaid:
    return next(event for event in told if isinstance(event, CustomerSaid))


async def until(true: Callable[[], object], seconds: float = 5.0) -> None:
    """Waits for something that another task does."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)
