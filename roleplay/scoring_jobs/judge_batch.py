"""Scores batches of stored attempts by a model: several calls at a time, each scorecard given as soon as it is made."""

import asyncio
from collections.abc import Iterator

from roleplay.attempt_content import ContentReader
from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.scorecard import Scorecard
from roleplay.scoring.judge import judge
from roleplay.scoring_jobs.prepare import Results, ScoringFailure, ScoringInput, failure_of, prepare_inputs, result_of
from roleplay.spending import SpendingService
from roleplay.store.database import Database
from roleplay.store.rescoring import AttemptToScore, ScoredAttempt


def judge_batches(
    database: Database, settings: Settings, batches: Iterator[list[AttemptToScore]], jobs: int
) -> Results:
    """Scores every attempt, `jobs` at the same time: what was paid for is stored before the next is asked for."""
    contents = ContentReader(database)
    under_way: set[asyncio.Task[ScoredAttempt | ScoringFailure]] = set()
    spending = SpendingService(database, settings)  # it is counted, and not refused: somebody asked for it by name
    with asyncio.Runner() as runner:
        for batch in batches:
            for one in prepare_inputs(database, contents, batch):
                if isinstance(one, ScoringFailure):
                    yield [one]
                    continue
                under_way.add(runner.get_loop().create_task(_judge_one(one, settings, spending)))
                if len(under_way) >= jobs:
                    done, under_way = runner.run(_first_of(under_way))
                    yield [task.result() for task in done]
        while under_way:
            done, under_way = runner.run(_first_of(under_way))
            yield [task.result() for task in done]
        runner.run(spending.close())


Tasks = set[asyncio.Task[ScoredAttempt | ScoringFailure]]


async def _first_of(tasks: Tasks) -> tuple[Tasks, Tasks]:
    return await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)


async def _judge_one(
    ready: ScoringInput, settings: Settings, spending: SpendingService
) -> ScoredAttempt | ScoringFailure:
    try:
        card = await judge(ready.transcript, ready.rubric, ready.scenario, settings, ready.to_score.seed)
        record_judging(spending, "", card)
        _check_judged(card)
        return result_of(ready, card)
    except Exception as error:  # noqa: BLE001 - one attempt that cannot be scored does not end the run
        return failure_of(ready, error)


def record_judging(spending: SpendingService, person: str, card: Scorecard) -> None:
    """Counts what a judge's scorecard took."""
    if card.making and card.making.calls:
        used = card.making.model_dump(include={"input_tokens", "output_tokens", "cached_tokens"})
        spending.record("judge", person, card.making.model, card.making.calls, used)


def _check_judged(card: Scorecard) -> None:
    """A card that holds nothing of the judge's is not kept: an outage would stand there in the judge's place for ever."""
    if not any(check.scorer == "judge" for criterion in card.criteria for check in criterion.checks):
        raise RoleplayError("judge-silent")
