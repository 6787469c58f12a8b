"""How sure a figure from few talks is: the range it lies in with 95 % confidence."""

from collections.abc import Sequence
from math import sqrt

from roleplay.scoring.agreement import Pair

Z = 1.96  # 95 % of a normal distribution


def of_share(hits: int, n: int) -> tuple[float, float]:
    """Of a share, by Wilson (JASA 22, 1927): it holds for few talks and near 0 and 1 too."""
    share, spread = hits / n, Z**2 / n
    centre = (share + spread / 2) / (1 + spread)
    reach = Z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def of_bias(pairs: Sequence[Pair]) -> tuple[float, float] | None:
    """Of the mean difference, from how much the differences scatter; None under two pairs."""
    n = len(pairs)
    if n < 2:
        return None
    mean = sum(a - b for a, b in pairs) / n
    error = sqrt(sum((a - b - mean) ** 2 for a, b in pairs) / (n - 1) / n)
    return mean - Z * error, mean + Z * error
