"""Words in common, weighted by how few topics of a catalogue hold them: stretches of letters, pairs of Chinese characters."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from roleplay.listening.text import even

_RUN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
SIZE = 4  # letters of a stretch: most endings fall off, and slips spoil one or two of them
Floats = NDArray[np.float32]


def grams(text: str) -> set[str]:
    """`#` marks where a word begins; of Chinese every pair of neighbours."""
    found: set[str] = set()
    for run in _RUN.findall(even(text)):
        if run.isascii():
            word = f"#{run}"
            found.update(word[at : at + SIZE] for at in range(max(1, len(word) - SIZE + 1)))
        else:
            found.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return found


class Overlap:
    """What a line shares with each of several sets of texts."""

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        self._size = len(texts)
        held: dict[str, set[int]] = {}
        for number, one in enumerate(texts):
            for text in one:
                for gram in grams(text):
                    held.setdefault(gram, set()).add(number)
        self._weights = {gram: float(np.log((self._size + 1) / len(in_))) for gram, in_ in held.items()}
        self._held = {gram: np.fromiter(in_, int) for gram, in_ in held.items()}

    def shares(self, text: str) -> tuple[Floats, Floats]:
        """For each set: the weight of what is shared, and its part of all that the line says that any set knows."""
        total = np.zeros(self._size, np.float32)
        known = 0.0
        for gram in sorted(grams(text)):
            weight = self._weights.get(gram)
            if weight is not None:
                total[self._held[gram]] += weight
                known += weight
        return np.sqrt(total), total / (known + 4.0)
