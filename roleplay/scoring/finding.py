"""What a signal found: a number against its bounds, the words it was found in, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from roleplay.content.signal import Signal
from roleplay.scorecard import Evidence, Reason, Result
from roleplay.scoring.hearing import HeardTurn, Talk

MOST_QUOTES = 4
Cause = Literal["no-occasion", "no-state", "no-scenario"]


@dataclass(frozen=True)
class Finding:
    """`near` is the seller's turn a reader should look at, `topic` what it was about, `because` the content's own why or
    a plain word on a bad move; `conduct` is that move."""

    result: Result
    why: Reason
    evidence: tuple[Evidence, ...] = ()
    looked_at: tuple[int, int] | None = None
    near: int | None = None
    topic: str | None = None
    because: str | None = None
    conduct: str | None = None


def not_scored(cause: Cause, talk: Talk, **params: str | int | float) -> Finding:
    return Finding("not_scored", Reason(code=cause, params=params), looked_at=talk.whole)


def measured(signal: Signal, number: float) -> Result:
    """The number against the bounds; a signal without one asks for at least one."""
    least, most, partly = signal.at_least, signal.at_most, signal.partly
    if least is None and most is None:
        least = 1
    if (least is None or number >= least) and (most is None or number <= most):
        return "met"
    if partly is not None and (least is None or most is None):
        half = number >= partly if least is not None else number <= partly
        return "partly" if half else "missed"
    return "missed"


def bounds_of(signal: Signal) -> dict[str, str | int | float]:
    """The bounds for a reason: `bound` names the wording, the numbers fill it."""
    least, most = _plain(signal.at_least), _plain(signal.at_most)
    if least is not None and most is not None:
        return {"bound": "between", "least": least, "most": most}
    if most is not None:
        return {"bound": "at-most", "most": most} if most else {"bound": "zero"}
    return {"bound": "at-least", "least": 1 if least is None else least}


def _plain(number: float | None) -> int | float | None:
    return int(number) if number is not None and number == int(number) else number


def found(
    signal: Signal, talk: Talk, said: Sequence[HeardTurn], number: float, why: Reason, quotes: Sequence[Evidence],
    near: int | None = None, topic: str | None = None,
) -> Finding:  # fmt: skip
    """A finding by number. What is met or missed by absence shows where was looked, everything else its words."""
    result = measured(signal, number)
    if result == "partly" and not quotes:
        result = "missed"  # nothing is half met without words to show
    shown = () if _by_absence(signal, number, result) else tuple(quotes[:MOST_QUOTES])
    if near is None and result != "met":
        near = _near(signal, said, shown)
    return Finding(result, why, shown, None if shown else looked_at(said, talk), near=near, topic=topic)


def _near(signal: Signal, said: Sequence[HeardTurn], shown: Sequence[Evidence]) -> int | None:
    """Too much of it: the longest of the words themselves. Too little in a named place: where most was told instead."""
    if shown and signal.at_least is None and signal.at_most is not None:
        return max(shown, key=lambda quote: len(quote.quote)).turn
    if said and (signal.after or signal.first or signal.last):
        return max(said, key=lambda one: (one.does("telling"), len(one.turn.text))).n
    return None


def _by_absence(signal: Signal, number: float, result: Result) -> bool:
    """Met because there was little of it, or missed because there was too little."""
    if result == "met":
        return signal.at_least is None and signal.at_most is not None
    return result == "missed" and (signal.at_most is None or number <= signal.at_most)


def looked_at(said: Sequence[HeardTurn], talk: Talk) -> tuple[int, int] | None:
    """The first and the last turn that was looked at; the whole talk where the place holds none."""
    return (said[0].n, said[-1].n) if said else talk.whole
