"""Highlights the evidence in a turn: its quotes, with the number of the thing to change that they belong to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roleplay.scorecard import Scorecard
from roleplay.transcript import Turn


@dataclass(frozen=True)
class Segment:
    """A stretch of a turn's text; `thing` is the number of the first thing that cites it. An empty one leads to a thing that
    is about this turn, but not about any words of it."""

    text: str
    marked: bool = False
    thing: int | None = None


def quotes_of(scorecard: Scorecard) -> dict[int, list[tuple[str, int | None]]]:
    """By turn, what is to be marked: words that are evidence, and of it what the page speaks of, the first things to change,
    what went well, and what is held against the seller. What else was met is quoted beside its check; a pen that runs over
    every line points at nothing. The first things come first, so that their number is kept."""
    checks = [check for criterion in scorecard.criteria for check in criterion.checks]
    evidence = {(quote.turn, quote.quote) for check in checks for quote in check.evidence}
    found: dict[int, list[tuple[str, int | None]]] = {}
    for number, thing in enumerate(scorecard.first, 1):
        if thing.turn is not None:
            words = thing.said if thing.said and (thing.turn, thing.said) in evidence else ""
            found.setdefault(thing.turn, []).append((words, number))
    for praise in scorecard.well:
        found.setdefault(praise.turn, []).append((praise.said, None))
    for check in checks:
        if check.result == "missed":
            for quote in check.evidence:
                found.setdefault(quote.turn, []).append((quote.quote, None))
    return found


def segments(text: str, quotes: Iterable[tuple[str, int | None]]) -> list[Segment]:
    """The text cut at its marks. Quotes that overlap become one mark; one that is not there marks nothing."""
    pen: list[int] = [0] * len(text)  # 0: unmarked, else 1 + index of the quote
    numbers: list[int | None] = []
    for quote, number in quotes:
        start = text.find(quote) if quote else -1
        numbers.append(number)
        if start >= 0:
            pen[start : start + len(quote)] = [was or len(numbers) for was in pen[start : start + len(quote)]]
    return _cut(text, pen, numbers)


def _cut(text: str, pen: Sequence[int], numbers: Sequence[int | None]) -> list[Segment]:
    made: list[Segment] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and pen[at] == pen[start]:
            continue
        if at == len(text) or _kind(pen[at], numbers) != _kind(pen[start], numbers):
            number = numbers[pen[start] - 1] if pen[start] else None
            made.append(Segment(text[start:at], bool(pen[start]), number))
            start = at
    return made


def _kind(ink: int, numbers: Sequence[int | None]) -> tuple[bool, int | None]:
    return bool(ink), numbers[ink - 1] if ink else None


def highlight(turn: Turn, quotes: dict[int, list[tuple[str, int | None]]]) -> list[Segment]:
    """The turn's segments; only the seller's words are scored, so only theirs are marked."""
    if turn.speaker != "seller":
        return segments(turn.text, ())
    here = quotes.get(turn.n, [])
    return [*segments(turn.text, here), *(Segment("", thing=number) for words, number in here if number and not words)]
