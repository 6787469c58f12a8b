"""How far raters agree: pure sums over pairs of values, and over units that some raters left out.

A value is a level (0 to 5) or a check's worth (0, .5, 1). Nothing here reads a database or knows who a rater is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

Pair = tuple[float, float]


def exact(pairs: Sequence[Pair]) -> float:
    """The share of pairs in which both say the same."""
    return sum(a == b for a, b in pairs) / len(pairs)


def within(pairs: Sequence[Pair], step: float = 1) -> float:
    """The share of pairs no further apart than one step of the scale."""
    return sum(abs(a - b) <= step for a, b in pairs) / len(pairs)


def mean_bias(pairs: Sequence[Pair]) -> float:
    """How much more the first gives than the second, on average."""
    return sum(a - b for a, b in pairs) / len(pairs)


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa with quadratic weights: 1 - observed / expected squared distance, the expected from the two raters'
    own shares of each value (J. Cohen, Weighted kappa, Psychological Bulletin 70, 1968).

    None when both gave one and the same value throughout: nothing shows then that they tell anything apart.
    """
    ours, theirs = Counter(a for a, _b in pairs), Counter(b for _a, b in pairs)
    observed = sum((a - b) ** 2 for a, b in pairs) / len(pairs)
    expected = sum(ours[a] * theirs[b] * (a - b) ** 2 for a in ours for b in theirs) / len(pairs) ** 2
    return 1 - observed / expected if expected else None


def ordinal_alpha(units: Iterable[Sequence[float]]) -> float | None:
    """Krippendorff's alpha for ordered values: 1 - observed / expected disagreement over the values of all raters, where
    the distance of two values is the number of values given between them, half of each end included, squared
    (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011).

    `units` holds the values each thing was given; what a rater left out is simply not there, and a unit with fewer than
    two values says nothing. None when all values are one.
    """
    paired = [unit for unit in units if len(unit) > 1]
    given = Counter(value for unit in paired for value in unit)
    n = sum(given.values())
    distance = _distances(given)
    observed = sum(2 * distance[_key(a, b)] / (len(unit) - 1) for unit in paired for a, b in combinations(unit, 2))
    expected = sum(2 * given[a] * given[b] * distance[a, b] for a, b in combinations(sorted(given), 2))
    return 1 - (n - 1) * observed / expected if expected else None


def _distances(given: Counter[float]) -> dict[Pair, float]:
    """Between each two values, the smaller one first; 0 from a value to itself."""
    found: dict[Pair, float] = {}
    for low in given:
        for high in (value for value in given if value >= low):
            between = sum(number for value, number in given.items() if low <= value <= high)
            found[low, high] = (between - (given[low] + given[high]) / 2) ** 2
    return found


def _key(a: float, b: float) -> Pair:
    return (a, b) if a <= b else (b, a)
