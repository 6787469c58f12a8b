"""The learned comparison of a line with a topic: boosted trees as arrays, and from which score on a topic counts."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from roleplay.listening.meaning.pairs import Bases
from roleplay.listening.meaning.profile import KINDS, Floats

FILE = "topics.npz"


@dataclass(frozen=True)
class Trees:
    """K trees of at most N nodes each, padded: in node n of tree k a row goes `left` where its `feature` is at most
    `threshold`, else `right`; a leaf leads to itself and adds `value`. `depth` steps reach every leaf."""

    feature: NDArray[np.int64]
    threshold: Floats
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: Floats
    depth: int
    base: float

    def chance(self, rows: Floats) -> Floats:
        """The probability for each row of (n, F)."""
        trees = np.arange(len(self.feature))[None, :]
        lines = np.arange(len(rows))[:, None]
        node = np.zeros((len(rows), len(self.feature)), np.int64)
        for _ in range(self.depth):
            goes_left = rows[lines, self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
        total = self.base + self.value[trees, node].sum(axis=1)
        return np.asarray(1.0 / (1.0 + np.exp(-total)), np.float32)


@dataclass(frozen=True)
class Bars:
    """From which chance on a topic of a kind counts: by `meaning` alone, `words` where words heard it too."""

    meaning: dict[str, float]
    words: dict[str, float]


@dataclass(frozen=True)
class Comparison:
    """`encoder` and `data` name what it was taught with: other vectors fit it no more. `few` are the bars of catalogues
    with a few examples a topic, by language, `many` of those that are much taught."""

    bases: Bases
    trees: Trees
    few: dict[str, Bars]
    many: Bars
    encoder: str
    data: str


@cache
def comparison() -> Comparison:
    """The comparison that is shipped, read once."""
    with (files("roleplay.listening.meaning") / FILE).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        kept = {name: stored[name] for name in stored.files}
    about: dict[str, Any] = json.loads(str(kept["about"]))
    trees = Trees(
        kept["feature"].astype(np.int64), kept["threshold"], kept["left"].astype(np.int64),
        kept["right"].astype(np.int64), kept["value"], int(about["depth"]), float(about["base"]),
    )  # fmt: skip
    bases = Bases(
        kept["learned"].astype(np.float32), kept["manner"].astype(np.float32), kept["offset"].astype(np.float32)
    )
    bars = {name: _bars(of) for name, of in about["bars"].items()}
    return Comparison(bases, trees, bars, bars.pop("many"), about["encoder"], about["data"])


def _bars(stored: dict[str, list[float]]) -> Bars:
    return Bars(dict(zip(KINDS, stored["meaning"], strict=True)), dict(zip(KINDS, stored["words"], strict=True)))
