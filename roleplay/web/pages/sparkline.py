"""A talk's trust as a little line: positions in a picture 96 wide and 30 high."""

from collections.abc import Sequence
from dataclasses import dataclass

LEFT, RIGHT, FLOOR, STEP = 5.0, 91.0, 26.0, 4.4
ENOUGH = 3  # trust from which on customers open up: the dotted line


@dataclass(frozen=True)
class Spark:
    points: str
    x: float
    y: float
    low: bool
    told: str  # the numbers, for those who do not see the line


def spark_of(trust: Sequence[int]) -> Spark | None:
    """None when there is no line to draw."""
    if len(trust) < 2:
        return None
    gap = (RIGHT - LEFT) / (len(trust) - 1)
    places = [(round(LEFT + gap * i, 1), round(FLOOR - STEP * level, 1)) for i, level in enumerate(trust)]
    last = trust[-1]
    return Spark(" ".join(f"{x},{y}" for x, y in places), *places[-1], last < ENOUGH, ", ".join(map(str, trust)))
