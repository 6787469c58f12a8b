"""A guard for what must come to an end: it says nothing about how fast, which only a quiet machine can tell."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def no_hang(seconds: int = 60) -> Iterator[None]:
    """Raises TimeoutError in what is still at work after so long; for work of the main thread that takes moments."""

    def give_up(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"still at work after {seconds} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
