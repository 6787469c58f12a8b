"""The day and hour that a turn proposes, in the speaker's own words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Place = tuple[int, int]


class Times:
    """Finds `Thursday at ten`, `周四下午三点`; a time gone by (`last Thursday`, `上周四`) proposes nothing."""

    def __init__(self, words: Mapping[str, Any], spaced: bool) -> None:
        edge, gap = (r"\b", r"\W{1,3}") if spaced else ("", r"\s?")
        day, part, joins = (_either(words[name], edge) for name in ("day", "part", "joins"))
        next_ = r"\bnext\W|\bthis\W" if spaced else ""
        clock, alone = (rf"{edge}(?:{words[name]}){edge}" for name in ("clock", "alone"))
        start = rf"(?:{next_})?{day}|{part}{gap}{clock}|{alone}"
        self._when = re.compile(rf"(?:{start})(?:{gap}(?:{joins}{gap}){{0,2}}(?:{day}|{part}|{clock})){{0,4}}")
        self._past = re.compile(rf"(?:{_either(words['past'], edge)})\W?$")
        self._ago = re.compile(rf"^\W?(?:{_either(words['past'], edge)})")

    def find(self, text: str, start: int, end: int) -> list[Place]:
        """The places of the times that are yet to come."""
        places = (match.span() for match in self._when.finditer(text, start, end))
        return [place for place in places if not self._is_past(text, *place)]

    def _is_past(self, text: str, first: int, last: int) -> bool:
        before = self._past.search(text, max(0, first - 12), first)
        return bool(before or self._ago.match(text[last : last + 12]))


def _either(words: Sequence[str], edge: str) -> str:
    longest_first = sorted((word.replace("_", " ") for word in words), key=len, reverse=True)
    return rf"{edge}(?:{'|'.join(map(re.escape, longest_first))}){edge}"
