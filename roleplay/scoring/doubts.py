"""What one ear heard against the seller and a model, which listened too, did not: it costs nothing, and a coach looks."""

from collections.abc import Iterator

from roleplay.content.signal import CONDUCT, Signal
from roleplay.heard import Span
from roleplay.scorecard import Evidence
from roleplay.scoring.hearing import HeardTurn, Talk, is_of
from roleplay.scoring.place import look


def doubted_words(signal: Signal, talk: Talk) -> Evidence | None:
    """The first words that would have counted against the seller in this signal, had they been heard for sure."""
    found = sorted(_doubts(signal, talk), key=lambda each: (each[0].n, each[1].start))
    return found[0][0].quote_at(found[0][1]) if found else None


def _doubts(signal: Signal, talk: Talk) -> Iterator[tuple[HeardTurn, Span]]:
    for inner in (*(signal.all or ()), *(signal.any or ()), *((signal.not_,) if signal.not_ else ())):
        yield from _doubts(inner, talk)
    if (wanted := _held_against(signal)) is None:
        return
    for said in look(signal, talk):
        yield from ((said, span) for span in said.heard.doubted if is_of(span.what, wanted))


def _held_against(signal: Signal) -> str | None:
    """The bad move or the forbidden claim that this signal looks for."""
    if signal.must_not_say is not None:
        return "must_not_say" if signal.must_not_say == "any" else f"must_not_say:{signal.must_not_say}"
    return signal.move if signal.move in CONDUCT else None
