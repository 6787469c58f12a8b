"""The end of a talk leaves figures for coaches; talks from before there were any are given theirs at a start."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, func
from sqlmodel import select

from roleplay.attempt import Attempt
from roleplay.practice import PracticeService
from roleplay.scoring.attention import is_sampled
from roleplay.scoring_jobs.backfill import backfill_statistics
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, LevelRow, OutcomeRow, RatingRow
from tests.practice.conftest import ALICE, CALL, LINES, talk


def count(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


@pytest.fixture
async def finished(door: PracticeService, attempt: Attempt) -> Attempt:
    await talk(door, attempt, *LINES)
    return await door.finish(attempt.id, ALICE)


async def test_a_finished_talk_is_in_the_figures_and_in_the_queue(database: Database, finished: Attempt) -> None:
    assert count(database, LevelRow) == 2 and count(database, OutcomeRow) == 3
    assert finished.queue is not None
    assert finished.sampled == is_sampled(finished.id)
    assert (count(database, RatingRow) > 0) == finished.sampled


async def test_a_drawn_talk_keeps_what_its_scorer_gave(
    door: PracticeService, attempt: Attempt, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roleplay.review.queue_entry.is_sampled", lambda id: True)
    await talk(door, attempt, *LINES)
    assert (await door.finish(attempt.id, ALICE)).sampled
    assert count(database, RatingRow) >= 3


async def test_a_retry_is_in_no_figure(door: PracticeService, finished: Attempt, database: Database) -> None:
    branch = await door.retry(finished.id, ALICE, 3)
    await talk(door, branch, LINES[2])
    await door.finish(branch.id, ALICE)
    assert count(database, LevelRow) == 2


async def test_older_talks_catch_up_once_a_portion_at_each_start(
    door: PracticeService, database: Database, reopen: Callable[..., PracticeService]
) -> None:
    for seed in (1, 2, 3):
        attempt = await door.start(*CALL, person=ALICE, seed=seed)
        await talk(door, attempt, *LINES[:2])
        await door.finish(attempt.id, ALICE)
    with database.writing() as session:
        for table in (LevelRow, OutcomeRow, RatingRow):
            session.exec(delete(table))

    assert backfill_statistics(database, 2) == 2
    await reopen().recover()
    assert count(database, LevelRow) == 6
    assert backfill_statistics(database) == 0


async def test_a_talk_whose_content_cannot_be_read_stops_no_start(finished: Attempt, database: Database) -> None:
    with database.writing() as session:
        session.exec(delete(LevelRow))
        session.get_one(AttemptRow, finished.id).content = {}

    assert backfill_statistics(database) == 0
