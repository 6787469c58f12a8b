"""Stretches of a reply that are somebody else's words: the direction's frame, or what the seller has just said."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from roleplay.customer import policy

_UNIT = re.compile(r"[㐀-鿿]|[a-z0-9]+(?:'[a-z]+)*")
_CLAUSE = re.compile(r"[,，。.;；:：!！?？\n、…]+")


def units(text: str) -> list[str]:
    """Splits a plain text into words, and each Han character as one."""
    return _UNIT.findall(text)


@dataclass(frozen=True)
class Recital:
    """Finds the stretches. `frame` and `line` are plain texts; what `spoken` holds may be said and is no frame."""

    language: str
    frame: str = ""
    line: str = ""
    spoken: str = ""

    def recites(self, sentence: str) -> bool:
        """Tells whether a whole plain sentence holds such a stretch."""
        said = units(sentence)
        return bool(
            _runs(said, policy.RECITES_FRAME[self.language]) & self._frame_runs
            or any(
                clause in self._own_clauses for clause in _clauses(sentence, policy.RECITES_FRAME[self.language] - 1)
            )
            or _runs(said, policy.RECITES_LINE[self.language])
            & _known_runs((self.line,), policy.RECITES_LINE[self.language])
            or self._gives_back(said)
        )

    def begins(self, sentence: str) -> bool:
        """Tells whether an unfinished plain sentence ends in the middle of what may become such a stretch."""
        said = units(sentence)
        for least, texts in (
            (policy.RECITES_FRAME[self.language] - 2, self.frame),
            (policy.SHORT_LINE[self.language] - 1, self.line),
        ):
            tail = tuple(said[-least:])
            if len(tail) == least and tail in _known_runs((texts,), least):
                return True
        return False

    @cached_property
    def _frame_runs(self) -> frozenset[tuple[str, ...]]:
        least = policy.RECITES_FRAME[self.language]
        return _known_runs((self.frame,), least) - _known_runs((self.spoken,), least)

    @cached_property
    def _own_clauses(self) -> frozenset[tuple[str, ...]]:
        least = policy.RECITES_FRAME[self.language] - 1
        return frozenset(_clauses(self.frame, least)) - frozenset(_clauses(self.spoken, least))

    def _gives_back(self, said: list[str]) -> bool:
        line = units(self.line)
        if len(line) < policy.SHORT_LINE[self.language] or not said:
            return False
        longest = _longest_common(said, line)
        return longest >= policy.WHOLE_LINE * len(said) and longest >= policy.WHOLE_LINE * len(line)


def _runs(said: list[str], length: int) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(said[at : at + length]) for at in range(len(said) - length + 1))


@lru_cache(maxsize=256)
def _known_runs(texts: tuple[str, ...], length: int) -> frozenset[tuple[str, ...]]:
    return frozenset().union(*(_runs(units(line), length) for text in texts for line in text.split("\n")))


def _clauses(text: str, least: int) -> Iterable[tuple[str, ...]]:
    found = (tuple(units(clause)) for clause in _CLAUSE.split(text))
    return [clause for clause in found if len(clause) >= least]


def _longest_common(one: list[str], other: list[str]) -> int:
    """The length of the longest run that both hold."""
    best, row = 0, [0] * (len(other) + 1)
    for word in one:
        before = 0
        for at, their in enumerate(other, start=1):
            before, row[at] = row[at], (before + 1 if word == their else 0)
            best = max(best, row[at])
    return best
