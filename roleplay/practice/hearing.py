"""Hears what the seller's line means: by the offline ear at once, and by a model while there is time."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from roleplay.catalogue import Catalogue
from roleplay.config import Settings
from roleplay.heard import Heard
from roleplay.listening.model import Answer, merged
from roleplay.listening.offline import Said, offline_ear
from roleplay.metrics import count_listening
from roleplay.practice.breaker import Breaker, State
from roleplay.practice.ear_client import EarClient
from roleplay.practice.ear_notes import read_note

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EarState:
    """Whether a model is asked at all (`off`: not configured, switched off, or found unfit), and the breaker's state."""

    model: Literal["on", "off"]
    unfit: bool
    breaker: State


class HearingService:
    """One for a process. It belongs to the event loop that first uses it. With `whatever` the model is asked although the
    settings switch it off or `doctor` found it unfit: somebody wants to see what it hears."""

    def __init__(
        self, settings: Settings, clock: Callable[[], float] = time.monotonic, *, whatever: bool = False
    ) -> None:
        self._whatever = whatever and settings.has_model
        self._settings = settings
        self._line = EarClient(settings)
        self._breaker = Breaker(self._tell, clock)
        note = read_note(settings) if settings.has_listener else None
        self._unfit = note is not None and not note.fit

    @property
    def state(self) -> EarState:
        """For whoever watches over the server."""
        return EarState("on" if self.has_model else "off", self._unfit, self._breaker.state)

    @property
    def has_model(self) -> bool:
        return self._whatever or (self._settings.has_listener and not self._unfit)

    async def prepare(self) -> None:
        """At the start: opens the line and finds the form in which the endpoint answers, so that no turn has to. An endpoint
        that does not answer now is no trouble: turns are heard offline until it does."""
        if not self.has_model:
            return
        try:
            if not await self._line.probe():
                log.warning("the listening model answers in no form that can be read; turns are heard offline")
        except Exception as error:  # noqa: BLE001 - whatever an endpoint does wrong
            log.warning("the listening model could not be tried: %s", type(error).__name__)

    async def hear(self, text: str, before: Sequence[Said], catalogue: Catalogue, by_model: bool = True) -> Heard:
        """What the line means; `before` is the talk before it, oldest first. Never raises what an endpoint could cause.

        The offline ear listens meanwhile; it alone decides when the model's answer is late, invalid or missing.
        """
        offline = asyncio.to_thread(_offline, text, tuple(before), catalogue)
        if not (by_model and self.has_model):
            return await offline
        if not self._breaker.allows():
            count_listening("skipped")
            return await offline
        asked = asyncio.create_task(self._ask(text, before, catalogue))
        try:
            heard = await offline
            answer = await asked
        finally:
            asked.cancel()
        return heard if answer is None else merged(heard, answer)

    async def close(self) -> None:
        await self._line.close()

    async def _ask(self, text: str, before: Sequence[Said], catalogue: Catalogue) -> Answer | None:
        """An answer of which nothing is true is the model's fault or the seller's, not the endpoint's: it opens no breaker."""
        try:
            await self._line.open()  # the first time only; it takes longer than an answer may
            answered = await self._line.ask(text, before, catalogue)
        except asyncio.CancelledError:
            self._breaker.left()
            raise
        count_listening(answered.outcome)
        if answered.outcome in ("heard", "untrue"):
            self._breaker.succeeded()
        else:
            self._breaker.failed()
        return answered.answer

    def _tell(self, opened: bool) -> None:
        if opened:
            log.warning("the listening model failed repeatedly: turns are heard offline for a while")
        else:
            log.warning("the listening model answers again")


def _offline(text: str, before: Sequence[Said], catalogue: Catalogue) -> Heard:
    return offline_ear(catalogue).hear(text, before)
