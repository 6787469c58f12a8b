"""A seller disagrees with a check, or did answer a concern."""

from collections.abc import Awaitable, Callable

import pytest

from roleplay.attempt import Attempt
from roleplay.errors import NotFound, RoleplayError
from roleplay.practice import LONGEST_REASON, PracticeService, StoredCard
from tests.practice.conftest import LINES, talk

Scored = tuple[Attempt, StoredCard]
Make = Callable[..., Awaitable[Scored]]


@pytest.fixture
def scored(door: PracticeService, attempt: Attempt) -> Make:
    async def scored(*lines: str) -> Scored:
        await talk(door, attempt, *lines)
        done = await door.finish(attempt.id, attempt.person)
        return done, await door.cards.find(done)

    return scored


async def test_a_reason_is_kept_with_the_check_and_its_scorecard(door: PracticeService, scored: Make) -> None:
    attempt, stored = await scored(*LINES)
    kept = await door.disputes.disagree(attempt, stored, "open-questions", "  I asked\r\nthree.  ")

    assert await door.disputes.of(attempt) == [kept]
    assert (kept.scorecard, kept.check, kept.reason) == (stored.id, "open-questions", "I asked\nthree.")
    await door.disputes.withdraw(attempt, kept.id)
    assert await door.disputes.of(attempt) == []


async def test_only_checks_and_unanswered_concerns_of_this_scorecard_can_be_disputed(
    door: PracticeService, scored: Make
) -> None:
    attempt, stored = await scored(*LINES)
    answered = {"money", "price", "open-questions"} - {concern.objection for concern in stored.card.unanswered}
    with pytest.raises(NotFound, match="check-not-found"):
        await door.disputes.disagree(attempt, stored, "no-such-check", "why")
    for objection in answered:
        with pytest.raises(NotFound, match="concern-not-found"):
            await door.disputes.did_answer(attempt, stored, objection, "why")
    assert await door.disputes.of(attempt) == []


@pytest.mark.parametrize(
    ("reason", "code"),
    [("", "reason-empty"), (" \n\u200b ", "reason-empty"), ("a" * (LONGEST_REASON + 1), "reason-too-long")],
)
async def test_a_reason_says_something_and_not_too_much(
    door: PracticeService, scored: Make, reason: str, code: str
) -> None:
    attempt, stored = await scored(*LINES)
    with pytest.raises(RoleplayError) as refused:
        await door.disputes.disagree(attempt, stored, "open-questions", reason)
    assert refused.value.code == code
    assert await door.disputes.of(attempt) == []


async def test_the_lines_ends_of_a_browser_do_not_make_a_reason_too_long(door: PracticeService, scored: Make) -> None:
    attempt, stored = await scored(*LINES)
    await door.disputes.disagree(attempt, stored, "open-questions", "a\r\n" * (LONGEST_REASON // 2))
