"""Plays many attempts at once: one process a core, each with a throw-away database of its own."""

import asyncio
import gc
import logging
import multiprocessing
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.practice import PracticeService, open_practice
from roleplay.rehearsal.play import Case, Played, PreparedScenario, play

FEW = 24  # attempts that are over before other processes would have started
BATCH = 5
T = TypeVar("T")
Job = tuple[Case, tuple[int, ...]]


def rehearse(
    settings: Settings, library: Library, cases: Sequence[Case], seeds: Sequence[int], played: Callable[[int], None]
) -> dict[Case, list[Played]]:
    """Every case with every seed. `played` is told how many attempts are over."""
    found: dict[Case, dict[int, Played]] = defaultdict(dict)
    with TemporaryDirectory(prefix="rehearsal-") as folder:
        bare = settings.model_copy(
            update={"data": Path(folder), "database_url": "", "customer": "offline", "model": "", "api_key": "", "base_url": ""}
        )  # fmt: skip
        for case, attempts in _attempts(bare, library, _jobs(cases, seeds)):
            found[case].update(attempts)
            played(len(attempts))
    return {case: [found[case][seed] for seed in seeds] for case in cases}


def _jobs(cases: Sequence[Case], seeds: Sequence[int]) -> list[Job]:
    return [(case, tuple(seeds[at : at + BATCH])) for at in range(0, len(seeds), BATCH) for case in cases]


def _attempts(settings: Settings, library: Library, jobs: Sequence[Job]) -> Iterator[tuple[Case, dict[int, Played]]]:
    cores = min(os.cpu_count() or 1, len(jobs))
    if cores < 2 or sum(len(seeds) for _case, seeds in jobs) < FEW:
        troupe = Troupe(settings, library)
        yield from map(troupe.perform, jobs)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=spawn, initializer=_begin, initargs=(settings, library)) as pool:
        try:
            for done in as_completed([pool.submit(_perform, job) for job in jobs]):
                yield done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class AtOnce(ThreadPoolExecutor):
    """Does the door's database work on the spot: with nobody else to serve, changing threads is most of a turn's time."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whoever waits for the work gets it, as from a thread
            done.set_exception(error)
        return done


@dataclass
class Troupe:
    """What plays in one process."""

    settings: Settings
    library: Library
    door: PracticeService = field(init=False)

    def __post_init__(self) -> None:
        url = f"sqlite:///{self.settings.data / f'rehearsal-{os.getpid()}.db'}"
        logging.getLogger("roleplay").setLevel(logging.ERROR)
        self.door = open_practice(self.settings.model_copy(update={"database_url": url}), lambda: self.library, flush=0)
        self._stage = lru_cache(maxsize=None)(
            lambda scenario, persona: PreparedScenario(self.library, scenario, persona)
        )

    def perform(self, job: Job) -> tuple[Case, dict[int, Played]]:
        with asyncio.Runner() as runner:
            runner.get_loop().set_default_executor(AtOnce(max_workers=1))
            return runner.run(self._perform(job))

    async def _perform(self, job: Job) -> tuple[Case, dict[int, Played]]:
        case, seeds = job
        stage = self._stage(case.scenario, case.persona)
        return case, {seed: await play(self.door, stage, case, seed) for seed in seeds}


_troupe: Troupe | None = None


def _begin(settings: Settings, library: Library) -> None:
    """In a new process, which lives for this alone: what it has loaded is not looked through for waste again and again."""
    global _troupe
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    _troupe = Troupe(settings, library)


def _perform(job: Job) -> tuple[Case, dict[int, Played]]:
    assert _troupe is not None
    return _troupe.perform(job)
