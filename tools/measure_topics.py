"""How well topics are heard by meaning in scenarios that taught nothing: `python -m tools.measure_topics`; needs scikit-learn.

Prints, for catalogues of every size, what part of the touched topics is heard, on how many near misses something is taken,
and how many other topics a line brings, at the bars chosen for them and at harsher and milder ones.
"""

from collections.abc import Sequence

import numpy as np

from roleplay.listening.meaning.profile import KINDS, Floats
from tools.teach_topics import chosen_bars, crossed_sheets, groups, held_out
from tools.topic_lessons import Sheet

COSTS = (0.5, 1.0, 2.0, 3.0, 5.0, 8.0)  # of a near miss, against one topic heard: the curve


def figures(found: Sequence[Sheet], chances: Sequence[Floats], bars: Sequence[float]) -> dict[str, float]:
    """Recall by kind and in all, part of the near misses taken, other topics a line."""
    heard, wanted = np.zeros(len(KINDS)), np.zeros(len(KINDS))
    near = taken = other = lines = 0
    for sheet, chance in zip(found, chances, strict=True):
        kinds = np.array([KINDS.index(topic.kind) for topic in sheet.lesson.topics])
        counts = (chance >= np.array(bars)[kinds]) & sheet.counts
        wanted += np.bincount(kinds, sheet.touched.sum(axis=0), len(KINDS))
        heard += np.bincount(kinds, (counts & sheet.touched).sum(axis=0), len(KINDS))
        misses = np.array([line.near for line in sheet.lines])
        near, taken = near + int(misses.sum()), taken + int(counts[misses].any(axis=1).sum())
        lines, other = lines + int((~misses).sum()), other + int((counts & ~sheet.touched)[~misses].sum())
    by_kind = {kind: float(h / max(1, w)) for kind, h, w in zip(KINDS, heard, wanted, strict=True)}
    return {
        "heard": float(heard.sum() / wanted.sum()),
        "near": taken / max(1, near),
        "other": other / max(1, lines),
        **by_kind,
    }


def show(found: Sequence[Sheet], chances: Sequence[Floats]) -> None:
    """Prints the curve for each size of catalogue."""
    sizes = sorted({(sheet.lesson.shipped, sheet.examples, sheet.near_misses) for sheet in found})
    for shipped, examples, near in sizes:
        those = [
            (sheet, chance)
            for sheet, chance in zip(found, chances, strict=True)
            if (sheet.lesson.shipped, sheet.examples, sheet.near_misses) == (shipped, examples, near)
        ]
        name = f"{'shipped' if shipped else 'small'}, {examples} examples{', near misses' if near else ''}"
        for cost in COSTS:
            sheets, chance = [sheet for sheet, _ in those], [one for _, one in those]
            found_here = figures(sheets, chance, chosen_bars(sheets, chance, cost))
            print(f"{name:32} cost {cost:3}: " + " ".join(f"{key} {value:.2f}" for key, value in found_here.items()))


def main() -> None:
    whole, chances, _trees = held_out(crossed_sheets(groups()))
    show(whole, chances)


if __name__ == "__main__":
    main()
