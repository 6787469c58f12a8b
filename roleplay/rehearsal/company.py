"""Plays many attempts at once: one process a core, each with a throw-away database of its own."""

import asyncio
import logging
import multiprocessing
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.practice import Practice, open_practice
from roleplay.rehearsal.play import Case, Played, Stage, play

FEW = 24  # attempts that are over before other processes would have started
BATCH = 5
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
    with multiprocessing.get_context("spawn").Pool(cores, _begin, (settings, library)) as pool:
        yield from pool.imap_unordered(_perform, jobs)


@dataclass
class Troupe:
    """What plays in one process."""

    settings: Settings
    library: Library
    door: Practice = field(init=False)

    def __post_init__(self) -> None:
        url = f"sqlite:///{self.settings.data / f'rehearsal-{os.getpid()}.db'}"
        logging.getLogger("roleplay").setLevel(logging.ERROR)
        self.door = open_practice(self.settings.model_copy(update={"database_url": url}), lambda: self.library, flush=0)
        self._stage = lru_cache(maxsize=None)(lambda scenario, persona: Stage(self.library, scenario, persona))

    def perform(self, job: Job) -> tuple[Case, dict[int, Played]]:
        return asyncio.run(self._perform(job))

    async def _perform(self, job: Job) -> tuple[Case, dict[int, Played]]:
        case, seeds = job
        stage = self._stage(case.scenario, case.persona)
        return case, {seed: await play(self.door, stage, case, seed) for seed in seeds}


_troupe: Troupe | None = None


def _begin(settings: Settings, library: Library) -> None:
    """In a new process."""
    global _troupe
    _troupe = Troupe(settings, library)


def _perform(job: Job) -> tuple[Case, dict[int, Played]]:
    assert _troupe is not None
    return _troupe.perform(job)
