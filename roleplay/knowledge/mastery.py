"""Which knowledge points are known: a point when all its items are, and mastery is the share of known points."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from roleplay.content.quiz import Quiz
from roleplay.knowledge.spacing import Spacing

Standing = Literal["known", "learning", "new"]


@dataclass(frozen=True)
class PointMastery:
    """One knowledge point of a product: how many of its items are known, and how it stands."""

    quiz: str
    point: str
    items: int
    known: int
    asked: int

    @property
    def standing(self) -> Standing:
        if self.known == self.items:
            return "known"
        return "learning" if self.asked else "new"


def mastery_of(quiz: Quiz, spacings: Mapping[str, Spacing], now: datetime) -> tuple[PointMastery, ...]:
    """Returns the points of the quiz in the order in which they first come."""
    points: dict[str, list[str]] = {}
    for item in quiz.items:
        points.setdefault(item.point, []).append(item_name(quiz.id, item.id))
    return tuple(
        PointMastery(
            quiz.id, point, len(names), sum(name in spacings and spacings[name].is_known(now) for name in names),
            sum(name in spacings for name in names),
        )
        for point, names in points.items()
    )  # fmt: skip


def item_name(quiz: str, item: str) -> str:
    """Returns the name by which answers and cards refer to an item: `quiz/item`."""
    return f"{quiz}/{item}"
