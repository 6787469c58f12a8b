"""Every screen hears every event once and in order."""

import asyncio

import pytest

from roleplay.errors import RoleplayError
from roleplay.practice import ReplyChunk
from roleplay.practice.broadcast import Broadcast
from tests.practice.conftest import events


async def test_early_and_late_listeners_hear_the_same() -> None:
    broadcast = Broadcast("turn")
    early = asyncio.create_task(events(broadcast.follow()))
    pieces = [ReplyChunk(str(n)) for n in range(5)]
    for piece in pieces[:3]:
        broadcast.tell(piece)
        await asyncio.sleep(0)
    late = asyncio.create_task(events(broadcast.follow()))
    for piece in pieces[3:]:
        broadcast.tell(piece)
    broadcast.end()

    assert await early == await late == await events(broadcast.follow()) == pieces


async def test_trouble_reaches_everybody_after_what_was_told() -> None:
    broadcast = Broadcast("turn")
    broadcast.tell(ReplyChunk("Well"))
    broadcast.end(RoleplayError("reply-failed"))

    for _ in range(2):
        stream = broadcast.follow()
        assert await anext(stream) == ReplyChunk("Well")
        with pytest.raises(RoleplayError):
            await anext(stream)


async def test_nobody_speaks_before_the_beginning_and_after_the_end() -> None:
    broadcast = Broadcast("turn")
    broadcast.tell(ReplyChunk("Well"))
    assert broadcast.speaking() is None
    broadcast.end()
    assert broadcast.speaking() is None
