"""Adapts the live talk's hearing to synchronous code: `roleplay listen --ear model` uses it."""

from asyncio import Runner
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from roleplay.catalogue import Catalogue
from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.heard import Heard
from roleplay.listening.offline import EarlierLine, offline_ear
from roleplay.practice.hearing import HearingService
from roleplay.transcript import Speaker


class ModelEar:
    """Hears like `OfflineEar`, and asks a model about what the seller says."""

    def __init__(self, catalogue: Catalogue, hearing: HearingService, runner: Runner) -> None:
        self._catalogue, self._hearing, self._runner = catalogue, hearing, runner

    def hear(self, text: str, before: Sequence[EarlierLine] = (), speaker: Speaker = "seller") -> Heard:
        if speaker != "seller":
            return offline_ear(self._catalogue).hear(text, before, speaker)
        return self._runner.run(self._hearing.hear(text, before, self._catalogue))

    @classmethod
    @contextmanager
    def opened(cls, settings: Settings, runner: Runner) -> Iterator[Callable[[Catalogue], "ModelEar"]]:
        """Makes ears that share one line to the endpoint. Raises RoleplayError `setting-model`."""
        if not settings.has_model:
            raise RoleplayError("setting-model")
        hearing = HearingService(settings, whatever=True)
        runner.run(hearing.prepare())
        try:
            yield lambda catalogue: cls(catalogue, hearing, runner)
        finally:
            runner.run(hearing.close())
