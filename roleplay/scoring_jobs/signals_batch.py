"""Scores batches of stored attempts by signals: one process a core, with a bounded number of batches waiting."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait

from roleplay.attempt_content import ContentReader
from roleplay.config import Settings
from roleplay.scoring.scorer import score
from roleplay.scoring_jobs.prepare import Results, ScoringFailure, ScoringInput, failure_of, prepare_inputs, result_of
from roleplay.store.database import Database
from roleplay.store.rescoring import AttemptToScore, ScoredAttempt

AHEAD = 2  # batches for each process: one in work, one waiting
Batch = list[AttemptToScore]


def score_batches(database: Database, settings: Settings, batches: Iterator[Batch], jobs: int) -> Results:
    """Scores every batch, in whatever order they are done."""
    if jobs > 1:
        yield from _in_processes(settings.database, batches, jobs)
        return
    contents = ContentReader(database)
    for batch in batches:
        yield _score(database, contents, batch)


def _in_processes(url: str, batches: Iterator[Batch], jobs: int) -> Results:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_begin, initargs=(url,)) as pool:
        under_way: set[Future[list[ScoredAttempt | ScoringFailure]]] = set()
        try:
            for batch in batches:
                under_way.add(pool.submit(_score_here, batch))
                while len(under_way) >= AHEAD * jobs:
                    done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    yield from (each.result() for each in done)
            while under_way:
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _score(database: Database, contents: ContentReader, batch: Batch) -> list[ScoredAttempt | ScoringFailure]:
    return [
        one if isinstance(one, ScoringFailure) else _score_one(one) for one in prepare_inputs(database, contents, batch)
    ]


def _score_one(ready: ScoringInput) -> ScoredAttempt | ScoringFailure:
    try:
        return result_of(ready, score(ready.transcript, ready.rubric, ready.scenario))
    except Exception as error:  # noqa: BLE001 - one attempt that cannot be scored does not end the run
        return failure_of(ready, error)


_here: tuple[Database, ContentReader] | None = None


def _begin(url: str) -> None:
    """In a new process, which lives for this alone and no longer than the one that started it."""
    global _here
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first process's affair
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    database = Database(url)
    _here = database, ContentReader(database)


def _end_with_parent() -> None:
    """A process pool does not notice that its owner was killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _score_here(batch: Batch) -> list[ScoredAttempt | ScoringFailure]:
    assert _here is not None
    return _score(*_here, batch)
