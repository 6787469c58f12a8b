"""After the end: the signals' scorecard at once, the judge's as soon as it is there, whatever happens in between."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from roleplay.attempt import Attempt
from roleplay.config import Settings
from roleplay.llm import ladder
from roleplay.practice import PracticeService
from roleplay.scorecard import Scorecard
from roleplay.scoring_jobs import background_judge
from roleplay.store.database import Database
from roleplay.store.scorecards import list_scorecards
from tests.fake_endpoint import Answer, FakeEndpoint
from tests.fake_judge import FakeJudge, observed
from tests.practice.conftest import ALICE, CALL, LINES, talk, until

TABLE = {"open-questions": observed("met", (3, "How do your nights at the bakery run?")), "no-never": observed("met")}


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    ladder.forget()
    with FakeEndpoint(script=FakeJudge(TABLE)) as endpoint:
        yield endpoint


def settings(endpoint: FakeEndpoint, **more: object) -> Settings:
    return endpoint.settings(customer="offline", **more)


@pytest.fixture
def door(reopen: Callable[..., PracticeService], endpoint: FakeEndpoint) -> PracticeService:
    return reopen(settings=settings(endpoint))


def scorers(database: Database, attempt: Attempt) -> list[str]:
    return [stored.card.scorer for stored in list_scorecards(database, attempt.id)]


async def counting(door: PracticeService, attempt: Attempt) -> Scorecard:
    card = await door.scorecard(attempt.id, ALICE)
    assert card is not None
    return card


async def ended(door: PracticeService) -> Attempt:
    attempt = await door.start(*CALL, person=ALICE, seed=7)
    await talk(door, attempt, *LINES[:4])
    return await door.finish(attempt.id, ALICE)


async def test_the_signals_answer_at_once_and_the_judge_counts_when_it_has(
    door: PracticeService, database: Database
) -> None:
    attempt = await ended(door)
    assert door.judging(attempt.id) and door.waiting_judgings == 1
    signals = await counting(door, attempt)
    assert signals.scorer == "signals" and attempt.total == signals.total

    await door.judged(attempt.id)

    card = await counting(door, attempt)
    assert not door.judging(attempt.id) and door.waiting_judgings == 0
    assert card.scorer == "judge" and card.making is not None and card.making.calls >= 1
    assert (await door.attempt(attempt.id, ALICE)).total == card.total
    assert scorers(database, attempt) == ["signals", "judge"]


async def test_opening_the_scorecard_again_asks_nobody_again(door: PracticeService, endpoint: FakeEndpoint) -> None:
    attempt = await ended(door)
    await door.judged(attempt.id)
    asked = len(endpoint.requests)
    await counting(door, attempt)
    assert not door.judging(attempt.id) and len(endpoint.requests) == asked


async def test_without_a_model_or_when_signals_count_nobody_is_asked(
    reopen: Callable[..., PracticeService], endpoint: FakeEndpoint
) -> None:
    for door in (reopen(), reopen(settings=settings(endpoint, scorer="signals"))):
        attempt = await ended(door)
        assert not door.judging(attempt.id) and (await counting(door, attempt)).scorer == "signals"
    assert endpoint.requests == []


async def test_a_rehearsal_and_an_abandoned_attempt_are_not_judged(
    door: PracticeService, endpoint: FakeEndpoint
) -> None:
    bots = await door.start(*CALL, person=ALICE, kind="rehearsal")
    await talk(door, bots, LINES[0])
    await door.finish(bots.id, ALICE)
    silent = await door.start(*CALL, person=ALICE)
    await door.finish(silent.id, ALICE)
    assert not door.judging(bots.id) and not door.judging(silent.id) and endpoint.requests == []


async def test_an_outage_leaves_a_complete_scorecard_that_says_so(
    door: PracticeService, endpoint: FakeEndpoint, database: Database
) -> None:
    endpoint.answers = (Answer(status=500),)
    attempt = await ended(door)
    signals = await counting(door, attempt)
    await door.judged(attempt.id)

    card = await counting(door, attempt)
    assert (card.scorer, card.total) == ("judge", signals.total)
    fallen = [check for criterion in card.criteria for check in criterion.checks if check.scorer == "signals"]
    assert fallen and all(check.why.params["fallback"] == "outage" for check in fallen)
    assert list_scorecards(database, attempt.id)[1].scorer_version.endswith("+unasked")


async def test_the_end_of_the_process_breaks_a_judging_off_and_the_next_opening_makes_up_for_it(
    reopen: Callable[..., PracticeService], endpoint: FakeEndpoint, database: Database
) -> None:
    endpoint.answers = lambda body: Answer(FakeJudge(TABLE)(body).text, first=0.5)
    door = reopen(settings=settings(endpoint))
    attempt = await ended(door)
    await until(lambda: endpoint.requests)
    await door.close()
    assert not door.judging(attempt.id) and scorers(database, attempt) == ["signals"]

    endpoint.answers = FakeJudge(TABLE)
    again = reopen(settings=settings(endpoint))
    assert (await counting(again, attempt)).scorer == "signals" and again.judging(attempt.id)
    await again.judged(attempt.id)
    assert (await counting(again, attempt)).scorer == "judge"
    assert scorers(database, attempt) == ["signals", "judge"]


async def test_an_old_talk_keeps_the_score_it_was_given(
    reopen: Callable[..., PracticeService], endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = await ended(reopen())
    monkeypatch.setattr(background_judge, "MADE_UP_FOR", timedelta(0))
    door = reopen(settings=settings(endpoint))
    assert (await counting(door, attempt)).scorer == "signals" and not door.judging(attempt.id)
    assert attempt.finished_at is not None and attempt.finished_at <= datetime.now(UTC)


async def test_several_screens_open_one_judging(
    door: PracticeService, endpoint: FakeEndpoint, database: Database
) -> None:
    attempt = await ended(door)
    await asyncio.gather(*(door.scorecard(attempt.id, ALICE) for _ in range(5)))
    await door.judged(attempt.id)
    await asyncio.gather(*(door.scorecard(attempt.id, ALICE) for _ in range(5)))
    assert scorers(database, attempt) == ["signals", "judge"]


async def test_a_fault_of_ours_leaves_the_signals_scorecard_and_is_not_repeated(
    door: PracticeService, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a defect")

    monkeypatch.setattr(background_judge, "judge", broken)
    attempt = await ended(door)
    await door.judged(attempt.id)
    assert (await counting(door, attempt)).scorer == "signals" and not door.judging(attempt.id)
    assert "could not be judged" in caplog.text
