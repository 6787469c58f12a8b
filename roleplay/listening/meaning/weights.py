"""Learned weights of the classifiers for moves, and the scores they give a line. numpy alone is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np

from roleplay.listening.meaning.features import Floats, LineFeatures, pieces, unit

SIGNS = 10**-0.5  # weight of the signs beside one unit vector; this and the next are judgement, tried by folds
BEFORE = 0.3**0.5  # weight of the line before


@dataclass(frozen=True)
class Vocabulary:
    """Which signs and pieces of text are looked at: `buckets` sorted, `rarity` one number for each of them."""

    signs: tuple[str, ...]
    usual: Floats  # mean of each sign over the lines taught
    buckets: np.ndarray[Any, np.dtype[np.uint32]]
    rarity: Floats

    @cached_property
    def _row(self) -> dict[int, int]:
        return {int(bucket): row for row, bucket in enumerate(self.buckets)}

    @cached_property
    def _sign(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.signs)}

    def signs_of(self, line: LineFeatures) -> Floats:
        """Returns an array of shape (len(signs),)."""
        found = np.zeros(len(self.signs), np.float32)
        for name, value in line.signs.items():
            if (at := self._sign.get(name)) is not None:
                found[at] = value
        return (found - self.usual) * np.float32(SIGNS)

    def pieces_of(self, line: LineFeatures) -> tuple[np.ndarray[Any, np.dtype[np.int64]], Floats]:
        """The rows of the known pieces and their values; characters and tokens are of unit length each."""
        rows: list[int] = []
        values: list[Floats] = []
        for counts in pieces(line.text):
            known = [(row, value) for bucket, value in counts.items() if (row := self._row.get(bucket)) is not None]
            at = [row for row, _ in known]
            rows += at
            values.append(
                unit(np.array([value for _, value in known], np.float32) * self.rarity[np.array(at, np.int64)])
            )
        return np.array(rows, np.int64), np.concatenate(values)


@dataclass(frozen=True)
class Bends:
    """How vectors are cut to their main directions, so that line and line before can be multiplied with each other."""

    line_mean: Floats  # (size,)
    line: Floats  # (size, few)
    before_mean: Floats
    before: Floats

    def meaning_of(self, line: Floats, before: Floats | None) -> Floats:
        """One row from the vector of a line and of the customer's before it, None where there is none."""
        few = self.line.shape[1] * self.before.shape[1]
        if before is None:
            return np.concatenate([line, np.zeros(len(line) + few, np.float32)])
        here = ((line - self.line_mean) @ self.line).astype(np.float32)
        there = ((before - self.before_mean) @ self.before).astype(np.float32)
        return np.concatenate([line, before * np.float32(BEFORE), np.outer(unit(here), unit(there)).ravel()])


@dataclass(frozen=True)
class Weights:
    """Linear weights of one ear, a column a label. `meaning` is empty for the ear that has words alone.

    `heard_from` is the score from which a label is heard, a row a language; `steep` is how fast sureness grows with it.
    """

    signs: Floats
    pieces: Floats
    meaning: Floats
    bias: Floats
    heard_from: Floats
    steep: Floats

    def sureness(self, words: Vocabulary, line: LineFeatures, meaning: Floats | None, language: int) -> Floats:
        """Returns an array of shape (labels,): from .5 on a label is heard."""
        rows, values = words.pieces_of(line)
        score = self.bias + words.signs_of(line) @ self.signs + values @ self.pieces[rows]
        if meaning is not None:
            score = score + meaning @ self.meaning
        odds = self.steep * (score - self.heard_from[language])
        sure: Floats = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        return sure


@dataclass(frozen=True)
class Taught:
    """All that `tools/teach_moves.py` writes: two ears, what they look at, and what they were taught with."""

    labels: tuple[str, ...]
    languages: tuple[str, ...]
    vocabulary: Vocabulary
    bends: Bends
    alone: Weights  # words alone
    both: Weights  # words and meaning
    encoder: str
    features: int
    data: str  # hash of the lines taught

    def save(self, path: Path) -> None:
        """Writes one compressed file; numbers in half precision."""
        np.savez_compressed(path, **_flat("", self))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads what `save` wrote. A missing file raises FileNotFoundError."""
        with np.load(path, allow_pickle=False) as stored:
            found = {name: stored[name] for name in stored.files}
        return cls(
            labels=_names(found["labels"]),
            languages=_names(found["languages"]),
            vocabulary=Vocabulary(
                _names(found["vocabulary.signs"]),
                _full(found["vocabulary.usual"]),
                found["vocabulary.buckets"],
                _full(found["vocabulary.rarity"]),
            ),
            bends=Bends(**_part(found, "bends")),
            alone=Weights(**_part(found, "alone")),
            both=Weights(**_part(found, "both")),
            encoder=str(found["encoder"]),
            features=int(found["features"]),
            data=str(found["data"]),
        )


def _flat(prefix: str, record: Any) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in fields(record):
        value, name = getattr(record, field.name), prefix + field.name
        if hasattr(value, "__dataclass_fields__"):
            made |= _flat(f"{name}.", value)
        elif isinstance(value, np.ndarray) and value.dtype == np.float32:
            made[name] = value.astype(np.float16)
        else:
            made[name] = np.asarray(value)
    return made


def _part(found: Mapping[str, Any], name: str) -> dict[str, Floats]:
    start = f"{name}."
    return {key.removeprefix(start): _full(value) for key, value in found.items() if key.startswith(start)}


def _full(stored: Any) -> Floats:
    full: Floats = stored.astype(np.float32)
    return full


def _names(stored: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(name) for name in stored)
