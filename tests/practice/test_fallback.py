"""When the model fails and the offline customer answers, the talk remembers it."""

from collections.abc import AsyncIterator, Callable

from roleplay.attempt import Attempt
from roleplay.customer.turn_request import Fallback, Mode, ReplyChunk, Spoken, TurnRequest
from roleplay.practice import PracticeService
from tests.practice.conftest import ALICE, answer, events


class SteppedInFor:
    async def reply(self, turn_request: TurnRequest, mode: Mode) -> AsyncIterator[Fallback | ReplyChunk | Spoken]:
        yield Fallback("unreachable")
        yield ReplyChunk("Go on.")
        yield Spoken("Go on.", "offline")


async def test_a_later_process_still_knows_whom_the_offline_customer_answered_for(
    reopen: Callable[..., PracticeService], attempt: Attempt
) -> None:
    told = await events(reopen(SteppedInFor()).say(attempt.id, ALICE, "Good morning."))

    seller, customer = (await reopen().transcript(attempt.id, ALICE)).turns
    assert (seller.fallback, customer.fallback) == (None, "unreachable")
    assert answer(told).turn == customer


async def test_an_answer_of_the_customer_that_was_asked_has_no_such_mark(
    door: PracticeService, attempt: Attempt
) -> None:
    await events(door.say(attempt.id, ALICE, "Good morning."))

    assert [turn.fallback for turn in (await door.transcript(attempt.id, ALICE)).turns] == [None, None]
