"""Quotes: the clause in which something was heard, always word for word from its turn."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter

from roleplay.scorecard import Evidence
from roleplay.transcript import Turn

LONGEST = 160  # characters of one quote: a line or two on the page
LONGEST_SAID = 240
# a full stop inside a figure or after a title ends no sentence
_END = re.compile(
    r"(?:[!?。！？…]|(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\bvs)\.(?=[\s\"'”’)]|$))[!?。！？….]*[\"'”’」』)）]*|\n"
)
_COMMA = re.compile(r"[;:，；：]|,(?!\d)")


@lru_cache(maxsize=512)  # every check quotes from the same few turns
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence stands, without the spaces around it."""
    return tuple(_pieces(text, 0, len(text), _END))


def _pieces(text: str, start: int, end: int, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in mark.finditer(text, start, end):
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if bare := piece.strip():
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(bare)


def sentence_at(text: str, at: int) -> int:
    """The number of the sentence that holds this place, from 0."""
    return bisect_right(sentences(text), at, key=itemgetter(1))


@lru_cache(maxsize=2048)
def clause(text: str, start: int, end: int) -> str:
    """The sentence around `text[start:end]`, or the clauses of it that hold it when the sentence is long."""
    first, last = _around(sentences(text), start, end)
    if last - first > LONGEST:
        first, last = _around(_pieces(text, first, last, _COMMA), start, end)
    if last - first > LONGEST:
        first, last = max(first, start - LONGEST // 4), min(last, max(end, start + LONGEST * 3 // 4))
    return text[first:last].strip()


def _around(pieces: Iterable[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    inside = [place for place in pieces if place[0] < max(end, start + 1) and place[1] > start]
    return (inside[0][0], inside[-1][1]) if inside else (start, end)


def excerpt(text: str, longest: int = LONGEST_SAID) -> str:
    """As many whole sentences from the beginning as fit; the first alone, cut, when it is too long."""
    end = 0
    for _first, last in sentences(text):
        if last > longest and end:
            break
        end = last
    return text[: min(end, longest)].strip()


def is_verified(evidence: Evidence, turns: dict[int, Turn]) -> bool:
    """Whether the quote stands word for word in its turn."""
    turn = turns.get(evidence.turn)
    return bool(evidence.quote) and turn is not None and evidence.quote in turn.text
