"""A circuit breaker: after repeated failures the endpoint is not asked for a while, then one request tries it again."""

import time
from collections.abc import Callable
from typing import Literal

FAILURES = 3  # in a row (judgement): one late answer is chance, three are not
PAUSE = 60.0  # seconds (judgement): a restart of a local model server takes about as long
State = Literal["closed", "open", "probing"]


class Breaker:
    """`told` is called when it opens (True) and when it closes again (False), once each."""

    def __init__(self, told: Callable[[bool], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._told, self._clock = told, clock
        self._failures, self._opened, self._probing = 0, 0.0, False

    @property
    def state(self) -> State:
        if self._failures < FAILURES:
            return "closed"
        return "probing" if self._probing else "open"

    def allows(self) -> bool:
        """Whether to ask now. While it is open one request is let through after the pause; who asks must report."""
        if self._failures < FAILURES:
            return True
        if self._probing or self._clock() - self._opened < PAUSE:
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        was_open = self._failures >= FAILURES
        self._failures, self._probing = 0, False
        if was_open:
            self._told(False)

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= FAILURES:
            self._opened = self._clock()
        if self._failures == FAILURES:
            self._told(True)
        self._probing = False

    def left(self) -> None:
        """Whoever asked left before there was an answer: nothing is known."""
        self._probing = False
