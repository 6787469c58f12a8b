"""Finishing: once, scored, and without a seller's turn abandoned."""

import asyncio
from collections.abc import Callable

import pytest

from roleplay.attempt import Attempt
from roleplay.practice import PracticeService, turn
from tests.practice.conftest import ALICE, CALL, LINES, HeldCustomer, events, talk, until


async def test_finishing_scores_what_was_said(door: PracticeService, attempt: Attempt) -> None:
    await talk(door, attempt, *LINES[:4])

    ended = await door.finish(attempt.id, ALICE)
    card = await door.scorecard(attempt.id, ALICE)

    assert ended.is_finished and ended.ending == "finished" and not ended.abandoned
    assert card is not None and (card.rubric, card.total, card.passed) == ("call", ended.total, ended.passed)


async def test_finishing_again_changes_nothing(door: PracticeService, attempt: Attempt) -> None:
    await talk(door, attempt, *LINES[:2])

    first, second = await asyncio.gather(door.finish(attempt.id, ALICE), door.finish(attempt.id, ALICE))

    assert first == second == await door.finish(attempt.id, ALICE)


async def test_without_a_sellers_turn_an_attempt_is_abandoned_and_not_scored(
    door: PracticeService, attempt: Attempt
) -> None:
    ended = await door.finish(attempt.id, ALICE)

    assert ended.abandoned and ended.is_finished and (ended.ending, ended.total) == (None, None)
    assert await door.scorecard(attempt.id, ALICE) is None
    assert await door.attempts(ALICE) == []


async def test_there_is_no_scorecard_while_the_talk_goes_on(door: PracticeService, attempt: Attempt) -> None:
    await talk(door, attempt, LINES[0])

    assert await door.scorecard(attempt.id, ALICE) is None


async def test_finish_hears_a_reply_out(reopen: Callable[..., PracticeService], attempt: Attempt) -> None:
    customer = HeldCustomer("One ", "moment.")
    door = reopen(customer)
    speaking = asyncio.create_task(events(door.say(attempt.id, ALICE, LINES[0])))
    await until(lambda: customer.requests)
    finishing = asyncio.create_task(door.finish(attempt.id, ALICE))
    await asyncio.sleep(0.02)
    assert not finishing.done()

    customer.let_all()

    assert (await finishing).is_finished
    await speaking
    assert (await door.transcript(attempt.id, ALICE)).turns[-1].text == "One moment."


async def test_finish_cuts_a_reply_that_takes_too_long(
    reopen: Callable[..., PracticeService], attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "REPLY_SECONDS", 0.05)
    customer = HeldCustomer("One ", "moment.")
    door = reopen(customer)
    customer.let()
    speaking = asyncio.create_task(events(door.say(attempt.id, ALICE, LINES[0])))
    await until(lambda: (half := door.speaking(attempt.id)) and half.text)

    ended = await door.finish(attempt.id, ALICE)

    last = (await door.transcript(attempt.id, ALICE)).turns[-1]
    assert ended.is_finished and ended.total is not None
    assert (last.text, last.status) == ("One ", "cut")
    assert (await speaking)[-1].turn == last


async def test_a_rehearsal_is_in_no_list(door: PracticeService) -> None:
    bots = await door.start(*CALL, person=ALICE, kind="rehearsal")
    await talk(door, bots, LINES[0])

    assert await door.attempts(ALICE) == []
