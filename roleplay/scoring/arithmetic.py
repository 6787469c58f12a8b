"""Levels, totals and pass or fail: pure sums over results, in exact fractions so that halves round the same everywhere."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import floor

from roleplay import scorecard
from roleplay.scorecard import VALUES, CheckResult, CriterionScore, Result

HALF = Fraction(1, 2)
LEAST_SCORED = Fraction(scorecard.LEAST_SCORED, 100)


def share_of(checks: Sequence[CheckResult]) -> Fraction | None:
    """The points earned for each point that could be earned; None when no check was scored."""
    scored = [check for check in checks if check.result != "not_scored"]
    if not scored:
        return None
    earned = sum(earned_by(check.points, check.result) for check in scored)
    return Fraction(earned) / sum(exact(check.points) for check in scored)


def level_of(checks: Sequence[CheckResult]) -> int | None:
    """The criterion's level, 0 to 5; None when no check was scored."""
    share = share_of(checks)
    return None if share is None else floor(5 * share + HALF)


def total_of(criteria: Sequence[CriterionScore]) -> int | None:
    """0 to 100 over the scored criteria; None when there is none."""
    scored = [(criterion.weight, criterion.level) for criterion in criteria if criterion.level is not None]
    if not scored:
        return None
    earned = sum(Fraction(weight * level, 5) for weight, level in scored)
    return floor(100 * earned / sum(weight for weight, _level in scored) + HALF)


def scored_share(criteria: Sequence[CriterionScore]) -> Fraction:
    """The part of the weight that was scored."""
    whole = sum(criterion.weight for criterion in criteria)
    return Fraction(sum(criterion.weight for criterion in criteria if criterion.level is not None), whole or 1)


def is_passed(criteria: Sequence[CriterionScore], pass_mark: int) -> bool | None:
    """None when there is no total; else no critical check missed, the mark reached, and enough of the weight scored."""
    total = total_of(criteria)
    if total is None:
        return None
    broken = any(check.critical and check.result == "missed" for criterion in criteria for check in criterion.checks)
    return not broken and total >= pass_mark and scored_share(criteria) >= LEAST_SCORED


@lru_cache(maxsize=256)
def earned_by(points: float, result: Result) -> Fraction:
    """What a scored check adds to its criterion."""
    return exact(points) * exact(VALUES[result])


@lru_cache(maxsize=256)
def exact(number: float) -> Fraction:
    """The number as it was written: .1 is a tenth, not the nearest binary fraction."""
    return Fraction(str(number))
