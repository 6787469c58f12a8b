"""How far one customer's turn has come: what its agent, its model and its listener share, and the time it may take."""

import time
from dataclasses import dataclass, field

from roleplay.customer import policy
from roleplay.customer.guard import Guard
from roleplay.customer.guarding import guard_for
from roleplay.customer.turn_request import Mode, TurnRequest
from roleplay.llm import Usage, why_failed


class OutOfCharacter(Exception):
    """The model left its role before a word was shown."""


class NothingSaid(Exception):
    """The reply held nothing that could be shown; `why` says what it held, as a `fallback.<code>`."""

    def __init__(self, why: str = "empty") -> None:
        super().__init__(why)
        self.why = why


@dataclass
class Delivery:
    """One turn on its way, all calls for it together."""

    turn: TurnRequest
    speaker: Mode
    wait: float = (
        policy.WAIT_SECONDS
    )  # seconds for the next words, however much else is sent meanwhile and however often is asked
    shown: str = ""
    calls: int = 0
    cut: bool = False
    failed: str = ""  # why the endpoint did not deliver, as a `fallback.<code>`
    error: Exception | None = None  # the error behind that
    rest: float | None = None  # seconds for which the endpoint asked to be left alone
    flags: set[str] = field(default_factory=set)
    usage: Usage = field(default_factory=Usage)
    began: float = field(default_factory=time.perf_counter)
    first: float | None = None
    last: float = 0.0  # when there were words

    def show(self, words: str) -> None:
        self.last = time.perf_counter()
        self.first = self.first or self.last
        self.shown += words

    def left(self) -> float:
        """Seconds until the next words must have come. An endpoint that only thinks, or drips, is as silent as one that sends
        nothing."""
        now = time.perf_counter()
        return (
            min((self.last if self.shown else self.began) + self.wait, self.began + policy.WHOLE_REPLY * self.wait)
            - now
        )

    def fail(self, error: Exception) -> None:
        self.failed, self.error = why_of(error), error

    def guard(self) -> Guard:
        return guard_for(self.turn)


def why_of(error: Exception) -> str:
    """A `fallback.<code>`."""
    if isinstance(error, OutOfCharacter):
        return "out_of_character"
    return error.why if isinstance(error, NothingSaid) else why_failed(error)
