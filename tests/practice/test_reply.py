"""A reply goes on without the screen that asked for it, and every screen can see it."""

import asyncio
import logging
from collections.abc import Callable

import pytest

from roleplay.attempt import Attempt
from roleplay.errors import RoleplayError
from roleplay.practice import CustomerSaid, PracticeService, ReplyChunk, SellerSaid, Speaking
from tests.practice.conftest import ALICE, LINES, HeldCustomer, answer, events, shown, until


async def begin(door: PracticeService, attempt: Attempt, customer: HeldCustomer) -> None:
    """Somebody speaks, and is gone when the first piece is shown."""
    customer.let()
    stream = door.say(attempt.id, ALICE, LINES[0])
    async for event in stream:
        if isinstance(event, ReplyChunk):
            break
    await stream.aclose()


async def test_a_reply_is_completed_when_its_screen_is_gone(
    reopen: Callable[..., PracticeService], attempt: Attempt
) -> None:
    customer = HeldCustomer("Well, ", "go on.")
    door = reopen(customer)
    await begin(door, attempt, customer)

    customer.let_all()
    await until(lambda: door.speaking(attempt.id) is None)

    last = (await door.transcript(attempt.id, ALICE)).turns[-1]
    assert (last.text, last.status) == ("Well, go on.", "final")


async def test_a_cancelled_handler_does_not_cancel_the_turn(
    reopen: Callable[..., PracticeService], attempt: Attempt
) -> None:
    customer = HeldCustomer("Well.")
    door = reopen(customer)
    handler = asyncio.create_task(events(door.say(attempt.id, ALICE, LINES[0])))
    await asyncio.sleep(0)  # not even stored yet
    handler.cancel()
    await until(lambda: customer.requests)
    customer.let_all()
    await until(lambda: door.speaking(attempt.id) is None)

    assert [turn.text for turn in (await door.transcript(attempt.id, ALICE)).turns] == [LINES[0], "Well."]


async def test_a_screen_that_comes_later_sees_the_reply_from_its_beginning(
    reopen: Callable[..., PracticeService], attempt: Attempt
) -> None:
    customer = HeldCustomer("Well, ", "go on.")
    door = reopen(customer)
    await begin(door, attempt, customer)

    half = door.speaking(attempt.id)
    assert half is not None and (half.n, half.text) == (2, "Well, ")
    assert (await door.transcript(attempt.id, ALICE)).turns[-1].text == "Well, "
    listeners = [
        asyncio.create_task(events(stream))
        for stream in (door.answer_pending(attempt.id, ALICE), door.answer_pending(attempt.id, ALICE))
    ]
    await asyncio.sleep(0.02)
    customer.let_all()

    for listener in listeners:
        told = await listener
        assert [type(event) for event in told] == [SellerSaid, Speaking, ReplyChunk, ReplyChunk, CustomerSaid]
        assert shown(told) == answer(told).turn.text == "Well, go on."
        assert told[1].turn_id == half.turn_id == answer(told).turn_id


async def test_many_small_pieces_are_stored_and_shown_together(
    reopen: Callable[..., PracticeService], attempt: Attempt
) -> None:
    customer = HeldCustomer(*"a reply that comes letter by letter, as models send it")
    customer.let_all()
    door = reopen(customer, flush=0.05)

    told = await events(door.say(attempt.id, ALICE, LINES[0]))

    assert shown(told) == "a reply that comes letter by letter, as models send it"
    assert sum(isinstance(event, ReplyChunk) for event in told) <= 3


async def test_when_nobody_speaks_there_is_nothing_to_listen_to(door: PracticeService, attempt: Attempt) -> None:
    assert door.speaking(attempt.id) is None
    assert await events(door.answer_pending(attempt.id, ALICE)) == []


async def test_a_reply_that_breaks_after_words_is_cut_as_shown_and_the_talk_goes_on(
    reopen: Callable[..., PracticeService], attempt: Attempt
) -> None:
    customer = HeldCustomer("Well, ", ValueError("the wire broke"))
    customer.let_all()
    door = reopen(customer)

    with pytest.raises(RoleplayError) as broken:
        await events(door.say(attempt.id, ALICE, LINES[0]))
    assert broken.value.code == "reply-failed"
    last = (await door.transcript(attempt.id, ALICE)).turns[-1]
    assert (last.text, last.status) == ("Well, ", "cut")

    told = await events(reopen().say(attempt.id, ALICE, LINES[1]))
    assert answer(told).turn.n == 4


async def test_a_reply_that_breaks_before_its_first_word_can_be_asked_for_again(
    reopen: Callable[..., PracticeService], attempt: Attempt
) -> None:
    customer = HeldCustomer(ValueError("no wire"))
    customer.let_all()
    with pytest.raises(RoleplayError):
        await events(reopen(customer).say(attempt.id, ALICE, LINES[0], "mine"))
    door = reopen()
    assert len((await door.transcript(attempt.id, ALICE)).turns) == 1

    told = await events(door.say(attempt.id, ALICE, LINES[0], "mine"))

    assert told[0].turn_id == "mine" and answer(told).turn.status == "final"


async def test_a_customer_who_says_nothing_leaves_no_empty_turn(
    reopen: Callable[..., PracticeService], attempt: Attempt
) -> None:
    customer = HeldCustomer()
    customer.let_all()
    door = reopen(customer)

    with pytest.raises(RoleplayError) as broken:
        await events(door.say(attempt.id, ALICE, LINES[0]))

    assert broken.value.code == "reply-failed"
    assert len((await door.transcript(attempt.id, ALICE)).turns) == 1


async def test_at_the_servers_end_a_reply_is_cut_and_its_stream_closed(
    reopen: Callable[..., PracticeService], attempt: Attempt
) -> None:
    customer = HeldCustomer("Well, ", "go on.")
    door = reopen(customer)
    await begin(door, attempt, customer)

    await door.close()

    last = (await door.transcript(attempt.id, ALICE)).turns[-1]
    assert (last.text, last.status, customer.closed) == ("Well, ", "cut", True)


async def test_logs_carry_ids_and_never_what_people_wrote(
    reopen: Callable[..., PracticeService], attempt: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "roleplay")
    door = reopen()
    await events(door.say(attempt.id, ALICE, "my secret plan is to sell ovens"))
    customer = HeldCustomer("their secret", ValueError("wire"))
    customer.let_all()
    with pytest.raises(RoleplayError):
        await events(reopen(customer).say(attempt.id, ALICE, "my other secret"))
    await door.finish(attempt.id, ALICE)

    assert attempt.id in caplog.text
    assert "secret" not in caplog.text
