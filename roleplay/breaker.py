"""A circuit breaker: after repeated failures the endpoint is not asked for a while, then one request tries it again."""

import logging
import time
from collections.abc import Callable
from typing import Literal

FAILURES = 3  # in a row (judgement): one late answer is chance, three are not
PAUSE = 60.0  # seconds (judgement): a restart of a local model server takes about as long
LONGEST_REST = (
    3600.0  # seconds (judgement): who asks for a day is tried once an hour, in case somebody has paid meanwhile
)
State = Literal["closed", "open", "probing"]
SPEAKING = ("the customer's model", "the offline customer speaks")
LISTENING = ("the listening model", "turns are heard offline")
JUDGING = ("the AI scorer's model", "the offline scorer's scorecards count")
log = logging.getLogger(__name__)


def logged(what: str, instead: str) -> Callable[[bool], None]:
    """Returns what to tell: `what` failed, and what happens instead for a while; or that it answers again."""

    def tell(opened: bool) -> None:
        if opened:
            log.error("%s failed repeatedly or asked for a rest: %s for a while", what, instead)
        else:
            log.warning("%s answers again", what)

    return tell


class Breaker:
    """`told` is called when it opens (True) and when it closes again (False), once each."""

    def __init__(self, told: Callable[[bool], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._told, self._clock = told, clock
        self._failures, self._until, self._open, self._probing = 0, 0.0, False, False

    @property
    def state(self) -> State:
        if not self._open:
            return "closed"
        return "probing" if self._probing else "open"

    def allows(self) -> bool:
        """Returns whether to ask now. While it is open one request is let through after the pause; who asks must report."""
        if not self._open:
            return True
        if self._probing or self._clock() < self._until:
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        was_open = self._open
        self._failures, self._open, self._probing = 0, False, False
        if was_open:
            self._told(False)

    def failed(self, rest: float | None = None) -> None:
        """Counts a failure. `rest`: the seconds for which the endpoint asked to be left alone (Retry-After); it is left alone
        at once, without a count of three."""
        self._failures, self._probing = self._failures + 1, False
        if not (self._open or rest or self._failures >= FAILURES):
            return
        was_open, self._open = self._open, True
        self._until = self._clock() + (min(rest, LONGEST_REST) if rest else PAUSE)
        if not was_open:
            self._told(True)

    def left(self) -> None:
        """Whoever asked left before there was an answer: nothing is known."""
        self._probing = False
