"""How a score was made: the numbers behind the total, for whoever wants to do the sum again."""

from collections import Counter
from dataclasses import dataclass

from roleplay.scorecard import CriterionScore, Result, Scorecard
from roleplay.scoring.arithmetic import LEAST_SCORED, exact, scored_share, share_of


@dataclass(frozen=True)
class Sum:
    """One criterion: `share` of its points earned, rounded to a `level`, times its `weight` gives `earned` of the total."""

    id: str
    weight: int
    points_earned: float
    points_scored: float
    share: float | None
    level: int | None
    earned: float | None


@dataclass(frozen=True)
class Calculation:
    """`counts` of results over all checks; total = round(100 x sum(earned) / `weight_scored`)."""

    counts: dict[Result, int]
    sums: tuple[Sum, ...]
    weight_scored: int
    weight: int
    enough_scored: bool
    critical_missed: tuple[str, ...]


def calculation_of(card: Scorecard) -> Calculation:
    """The calculation of a scorecard, from its checks alone."""
    checks = [check for criterion in card.criteria for check in criterion.checks]
    counts = Counter(check.result for check in checks)
    return Calculation(
        counts={result: counts[result] for result in ("met", "partly", "missed", "not_scored")},
        sums=tuple(_sum(criterion) for criterion in card.criteria),
        weight_scored=sum(criterion.weight for criterion in card.criteria if criterion.level is not None),
        weight=sum(criterion.weight for criterion in card.criteria),
        enough_scored=scored_share(card.criteria) >= LEAST_SCORED,
        critical_missed=tuple(check.id for check in checks if check.critical and check.result == "missed"),
    )


def _sum(criterion: CriterionScore) -> Sum:
    share = share_of(criterion.checks)
    points = sum(exact(check.points) for check in criterion.checks if check.result != "not_scored")
    return Sum(
        id=criterion.id, weight=criterion.weight, points_earned=float(points * (share or 0)), points_scored=float(points),
        share=None if share is None else float(share), level=criterion.level,
        earned=None if criterion.level is None else criterion.weight * criterion.level / 5,
    )  # fmt: skip
