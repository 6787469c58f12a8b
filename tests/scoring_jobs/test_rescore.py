"""Scoring anew adds what is lacking and changes nothing else, however often it is stopped."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import select

from roleplay.attempt import Attempt
from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.errors import NotFound, RoleplayError
from roleplay.practice import PracticeService
from roleplay.scorecard import Scorecard
from roleplay.scoring.scorer import SIGNALS_VERSION, score
from roleplay.scoring_jobs import judge_batch, run_scorer
from roleplay.scoring_jobs.rescore import Tally, choose_attempts, rescore
from roleplay.store.database import Database
from roleplay.store.scorecards import StoredCard, add_scorecard, list_scorecards
from roleplay.store.tables import AttemptRow, TurnRow
from roleplay.store.turns import read_turns
from tests.practice.conftest import ALICE, CALL, LINES, talk
from tests.scoring_jobs.rescored import counting, fill, killed_runs, scorecards

Anew = Callable[..., Tally]


@pytest.fixture
def anew(database: Database, library: Library) -> Anew:
    """Scores anew in this process; what is given chooses the attempts."""

    def run(
        scorer: str = "signals", settings: Settings | None = None, today: Library = library, **chosen: Any
    ) -> Tally:
        settings = settings or Settings(database_url=database.url.render_as_string(hide_password=False))
        wanted = choose_attempts(database, settings, lambda: today, scorer, **chosen)  # type: ignore[arg-type]
        return list(rescore(database, settings, wanted, jobs=1))[-1]

    return run


async def finished(door: PracticeService, attempt: Attempt, *lines: str) -> Attempt:
    await talk(door, attempt, *lines)
    return await door.finish(attempt.id, ALICE)


def by_an_older_scorer(database: Database, attempt: Attempt, total: int = 11) -> StoredCard:
    """The attempt as an older version of the program had scored it: that card alone, and it counts."""
    (now,) = list_scorecards(database, attempt.id)
    older = now.card.model_copy(update={"total": total})
    add_scorecard(database, attempt.id, now.rubric_hash, "older", older, counts=True)
    with database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM scorecard WHERE scorer_version <> 'older'")
    return now


async def test_a_new_version_of_the_scorer_adds_a_card_and_what_the_seller_saw_stays(
    door: PracticeService, attempt: Attempt, database: Database, anew: Anew
) -> None:
    await finished(door, attempt, *LINES)
    first = by_an_older_scorer(database, attempt)

    tally = anew()

    older, newer = list_scorecards(database, attempt.id)
    assert (tally.attempts, tally.added, tally.there, tally.failed) == (1, 1, 0, [])
    assert (older.scorer_version, newer.scorer_version) == ("older", SIGNALS_VERSION)
    assert newer.card == first.card  # the seller's words are listened to anew, and heard the same
    assert (await door.attempt(attempt.id, ALICE)).total == 11
    assert (await door.scorecard(attempt.id, ALICE)) == older.card


async def test_what_is_there_is_left_alone(
    door: PracticeService, attempt: Attempt, database: Database, anew: Anew
) -> None:
    await finished(door, attempt, *LINES)

    tally = anew()

    assert (tally.added, tally.there) == (0, 1)
    assert len(list_scorecards(database, attempt.id)) == 1


async def test_talks_that_go_on_or_were_abandoned_are_not_scored(
    door: PracticeService, attempt: Attempt, anew: Anew
) -> None:
    await finished(door, attempt)
    going_on = await door.start(*CALL, person=ALICE, seed=8)
    await talk(door, going_on, LINES[0])

    assert anew().attempts == 0


async def test_without_a_rubric_each_is_scored_by_the_text_it_used_with_one_by_todays(
    door: PracticeService, attempt: Attempt, database: Database, library: Library, anew: Anew
) -> None:
    await finished(door, attempt, *LINES)
    text = library.source("rubric", "call").replace("at_least: 2, partly: 1", "at_least: 90")
    harder = library.rubrics["call"].model_copy(update={"version": 2})
    today = replace(library, rubrics={"call": harder}, sources={**library.sources, "rubric:call": text})

    assert anew(today=today).added == 0
    assert anew(today=today, rubric="call").added == 1
    assert anew(today=today, rubric="call").there == 1

    old, new = list_scorecards(database, attempt.id)
    assert (old.rubric_hash, new.rubric_hash) == (library.hash("rubric", "call"), today.hash("rubric", "call"))
    assert old.card.criteria[0].checks[0].result == "met" and new.card.criteria[0].checks[0].result == "missed"
    assert (await door.attempt(attempt.id, ALICE)).total == old.card.total


async def test_a_talk_that_was_never_scored_gets_the_card_that_counts(
    door: PracticeService, attempt: Attempt, database: Database, tmp_path: Path, anew: Anew
) -> None:
    await finished(door, attempt, *LINES)
    with database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM scorecard")
        session.connection().exec_driver_sql("UPDATE attempt SET scorecard = NULL, total = NULL, passed = NULL")

    anew()

    (card,) = list_scorecards(database, attempt.id)
    again = await door.attempt(attempt.id, ALICE)
    assert (again.scorecard, again.total) == (card.id, card.card.total)


async def test_what_it_gives_a_talk_drawn_for_agreement_is_counted_at_once(
    door: PracticeService, attempt: Attempt, database: Database, anew: Anew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roleplay.review.queue_entry.is_sampled", lambda id: True)
    await finished(door, attempt, *LINES)
    by_an_older_scorer(database, attempt)
    with database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM rating")

    anew()

    with database.reading() as session:
        raters = set(session.connection().exec_driver_sql("SELECT rater FROM rating").scalars())
    assert raters == {f"signals {SIGNALS_VERSION}"}


async def test_scenario_and_day_narrow_it_down(door: PracticeService, attempt: Attempt, anew: Anew) -> None:
    await finished(door, attempt, LINES[0])

    assert anew(scenario="oven-call").attempts == 1
    assert anew(since=datetime.now(UTC) - timedelta(days=1)).attempts == 1
    assert anew(since=datetime.now(UTC) + timedelta(days=1)).attempts == 0
    with pytest.raises(NotFound, match="scenario-misspelt"):
        anew(scenario="oven-cal")
    with pytest.raises(NotFound, match="rubric-misspelt"):
        anew(rubric="cal")


async def test_an_attempt_that_cannot_be_scored_is_named_and_the_others_go_on(
    door: PracticeService, attempt: Attempt, database: Database, anew: Anew
) -> None:
    await finished(door, attempt, LINES[0])
    broken = await finished(door, await door.start(*CALL, person=ALICE, seed=8), LINES[0])
    with database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM scorecard")
        row = session.get_one(AttemptRow, broken.id)
        row.content = row.content | {"rubric:call": "lost"}

    tally = anew()

    assert tally.added == 1
    assert [(one.attempt, one.trouble.code) for one in tally.failed] == [(broken.id, "content-not-found")]


# ---- by a judge


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A judge that notes how many talks it has at the same time; a seed of 13 makes it fail, 14 find nothing."""
    seen = SimpleNamespace(now=0, most=0)

    async def judge(transcript: Any, rubric: Any, scenario: Any, settings: Settings, seed: int) -> Scorecard:
        seen.now += 1
        seen.most = max(seen.most, seen.now)
        await asyncio.sleep(0.01)
        seen.now -= 1
        if seed == 13:
            raise ValueError("words that a learner wrote")
        card = score(transcript, rubric, scenario)
        return card if seed == 14 else _as_judges(card)

    monkeypatch.setattr(judge_batch, "judge", judge)
    monkeypatch.setattr(run_scorer, "judge_version", lambda settings: f"{settings.model}-1")
    return seen


def _as_judges(card: Scorecard) -> Scorecard:
    criteria = tuple(
        each.model_copy(update={"checks": tuple(check.model_copy(update={"scorer": "judge"}) for check in each.checks)})
        for each in card.criteria
    )
    return card.model_copy(update={"scorer": "judge", "criteria": criteria})


async def test_a_judge_scores_several_at_a_time_and_one_that_fails_does_not_end_the_run(
    door: PracticeService, database: Database, library: Library, judged: SimpleNamespace
) -> None:
    for seed in (11, 12, 13, 14, 15, 16):
        await finished(door, await door.start(*CALL, person=ALICE, seed=seed), LINES[0])
    settings = Settings(model="m", api_key="k")
    wanted = choose_attempts(database, settings, lambda: library, "judge")

    tally = await asyncio.to_thread(lambda: list(rescore(database, settings, wanted, jobs=3))[-1])

    assert (tally.attempts, tally.added, judged.most) == (6, 4, 3)
    assert sorted(one.trouble.code for one in tally.failed) == ["judge-silent", "scoring-failed"]
    assert "learner" not in "".join(str(one.trouble) for one in tally.failed)
    added = [card for attempt in await door.attempts(ALICE) for card in list_scorecards(database, attempt.id)[1:]]
    assert {(card.card.scorer, card.scorer_version) for card in added} == {("judge", "m-1")}


async def test_a_judge_without_an_endpoint_is_refused(anew: Anew) -> None:
    with pytest.raises(RoleplayError, match="setting-model"):
        anew(scorer="judge")


# ---- killed


def test_killed_at_random_instants_it_goes_on_where_it_was(tmp_path: Path) -> None:
    """A hundred runs: `python -m tests.scoring_jobs.rescored 100`."""
    fill(tmp_path / "many.db", 250)

    midway, _whole = killed_runs(tmp_path / "many.db", 250, runs=2, seed=7)

    assert midway > 0  # some were killed between their first scorecard and their last


def test_two_runs_at_the_same_time_add_each_scorecard_once(tmp_path: Path) -> None:
    from tests.scoring_jobs.rescored import start_rescore

    file = tmp_path / "many.db"
    fill(file, 120)

    runs = [start_rescore(file, jobs=1) for _ in range(2)]

    assert [run.wait(120) for run in runs] == [0, 0]
    assert list(scorecards(file).values()) == [1] * 120 and counting(file) == 120


async def test_listening_anew_adds_a_card_beside_and_the_turns_keep_what_was_heard(
    door: PracticeService, attempt: Attempt, database: Database, anew: Anew
) -> None:
    await finished(door, attempt, *LINES)
    (first,) = list_scorecards(database, attempt.id)
    assert anew(anew=True).added == 0, "today's ears hear the same, so there is nothing to add"
    misheard(database, attempt)
    before = [stored.heard for stored in read_turns(database, attempt.id)]

    assert (anew(anew=True).added, anew(anew=True).there) == (1, 1)

    old, new = list_scorecards(database, attempt.id)
    assert old == first and new.is_heard_anew and new.hearing.endswith(first.hearing)
    assert new.card == first.card, "it is heard as it was before the store was changed"
    assert [stored.heard for stored in read_turns(database, attempt.id)] == before
    assert (await door.attempt(attempt.id, ALICE)).scorecard == old.id
    assert anew().there == 1, "what the turns keep has its card"


async def test_a_card_of_another_hearing_is_not_taken_for_the_one_that_is_lacking(
    door: PracticeService, attempt: Attempt, database: Database, anew: Anew
) -> None:
    await finished(door, attempt, *LINES)
    misheard(database, attempt)
    by_an_older_scorer(database, attempt)
    anew(anew=True)

    tally = anew()

    assert (tally.added, [card.is_heard_anew for card in list_scorecards(database, attempt.id)]) == (
        1,
        [False, True, False],
    )


def misheard(database: Database, attempt: Attempt) -> None:
    """The turns keep a hearing of other ears than today's."""
    with database.writing() as session:
        for row in session.exec(
            select(TurnRow).where(TurnRow.attempt == attempt.id, TurnRow.speaker == "seller")
        ).all():
            row.heard = {"moves": ["telling"], "language": "en"}
