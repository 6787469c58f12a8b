"""Sparklines: a few numbers as a little line, positions worked out here and drawn by a template."""

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.review.team_stats import GOOD

ENOUGH_TRUST = 3  # trust from which on customers open up: the dotted line


@dataclass(frozen=True)
class _Frame:
    """Where a line may go in its picture, in the picture's units: `step` is the height of one level."""

    left: float
    right: float
    floor: float
    step: float


TRUST = _Frame(5.0, 91.0, 26.0, 4.4)  # in a picture 96 wide and 30 high
LEVELS = _Frame(5.0, 79.0, 22.0, 3.6)  # in a picture 84 wide and 26 high


@dataclass(frozen=True)
class Sparkline:
    """`x` and `y` are the last point, `low` says that it is below what is good, `mark` is the height of that. `told` are the
    numbers, for those who do not see the line."""

    points: str
    x: float
    y: float
    low: bool
    told: str
    mark: float


def trust_sparkline(trust: Sequence[int]) -> Sparkline | None:
    """Draws the trust of one talk after each of the customer's turns; None for fewer than two."""
    return _draw(TRUST, trust, ENOUGH_TRUST, ", ".join(map(str, trust))) if len(trust) > 1 else None


def level_sparkline(levels: Sequence[float]) -> Sparkline | None:
    """Draws mean levels, the oldest first; None for none, a single one stands at the right."""
    return _draw(LEVELS, levels, GOOD, ", ".join(f"{level:.1f}" for level in levels)) if levels else None


def _draw(frame: _Frame, values: Sequence[float], good: float, told: str) -> Sparkline:
    gap = (frame.right - frame.left) / max(1, len(values) - 1)
    first = frame.right if len(values) == 1 else frame.left
    places = [(round(first + gap * i, 1), round(frame.floor - frame.step * value, 1)) for i, value in enumerate(values)]
    line = " ".join(f"{x},{y}" for x, y in places)
    return Sparkline(line, *places[-1], values[-1] < good, told, frame.floor - frame.step * good)
