"""The last talks of a seller as a little line: positions in a picture 84 wide and 26 high."""

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.review.team_stats import GOOD

LEFT, RIGHT, FLOOR, STEP = 5.0, 79.0, 22.0, 3.6
GOOD_Y = FLOOR - STEP * GOOD


@dataclass(frozen=True)
class Trend:
    """`told` are the numbers, for those who do not see the line."""

    points: str
    x: float
    y: float
    low: bool
    told: str
    mark: float = GOOD_Y


def trend_of(levels: Sequence[float]) -> Trend | None:
    """Of mean levels, the oldest first; None when there is nothing to draw."""
    if not levels:
        return None
    gap = (RIGHT - LEFT) / max(1, len(levels) - 1)
    first = RIGHT if len(levels) == 1 else LEFT
    places = [(round(first + gap * i, 1), round(FLOOR - STEP * level, 1)) for i, level in enumerate(levels)]
    told = ", ".join(f"{level:.1f}" for level in levels)
    return Trend(" ".join(f"{x},{y}" for x, y in places), *places[-1], levels[-1] < GOOD, told)
