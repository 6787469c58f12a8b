"""How total and levels went from attempt to attempt: points of small charts, worked out here and drawn by a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from roleplay.attempt import Attempt
from roleplay.content.rubric import Rubric
from roleplay.practice import PracticeService, StoredCard
from roleplay.web.pages.progress.figures import counted

MOST = 12  # attempts in a chart
GOOD = 3  # the level from which a criterion is no longer short
LEFT, WIDTH = 3.0, 94.0
TOP, DEEP = 7.0, 22.0
Apart = Literal["customer", "rubric", "scorer"]


@dataclass(frozen=True)
class ChartedAttempt:
    """A scored attempt; `apart` tells why it cannot be compared with the latest: another customer, rubric version or scorer."""

    attempt: Attempt
    stored: StoredCard
    apart: Apart | None


@dataclass(frozen=True)
class ChartPoint:
    x: float
    y: float
    value: int
    apart: Apart | None


@dataclass(frozen=True)
class ChartLine:
    """The total (`criterion` None) or a criterion's level; `points` holds None where it was not scored."""

    criterion: str | None
    name: str
    points: tuple[ChartPoint | None, ...]
    mark: int  # the pass mark of the total, `GOOD` of a level
    mark_y: float

    @property
    def drawn(self) -> list[ChartPoint]:
        return [point for point in self.points if point]

    @property
    def joined(self) -> list[tuple[ChartPoint, ChartPoint]]:
        """Neighbours that may be compared; a line through others would say that they may be, too."""
        return [(a, b) for a, b in pairwise(self.points) if a and b and not a.apart and not b.apart]

    @property
    def alike(self) -> list[int]:
        return [point.value for point in self.drawn if not point.apart]

    @property
    def low(self) -> bool:
        last = self.points[-1]
        return last is not None and last.value < self.mark

    @property
    def change(self) -> int | None:
        """By how much the latest differs from the one before it."""
        return self.alike[-1] - self.alike[-2] if len(self.alike) > 1 and self.points[-1] else None


def apart(attempt: Attempt, stored: StoredCard, last: Attempt, latest: StoredCard) -> Apart | None:
    """Tells why the two talks of one scenario cannot be compared; None when they can."""
    if attempt.persona != last.persona:
        return "customer"
    if stored.rubric_hash != latest.rubric_hash:
        return "rubric"
    return "scorer" if stored.card.scorer != latest.card.scorer else None


async def scored_attempts(
    practice: PracticeService, attempts: Sequence[Attempt], scenario: str, rubric: str, until: Attempt | None = None
) -> list[ChartedAttempt]:
    """The last scored talks of a scenario by one rubric, the oldest first; up to `until`, or none where that one counts
    for no figure."""
    same = [a for a in counted(attempts) if a.is_finished and (a.scenario, a.rubric) == (scenario, rubric)]
    same = [a for a in same if a.total is not None and (until is None or a.started_at <= until.started_at)]
    same = sorted(same, key=lambda a: a.started_at)[-MOST:]
    cards = await practice.cards.counting(same)
    same = [a for a in same if a.id in cards]  # one may have been deleted just now
    if not same or (until and same[-1].id != until.id):
        return []
    last = same[-1]
    return [ChartedAttempt(a, cards[a.id], apart(a, cards[a.id], last, cards[last.id])) for a in same]


def chart_lines(talks: Sequence[ChartedAttempt], rubric: Rubric) -> list[ChartLine]:
    """The total first, then the rubric's criteria; nothing while there are no two talks to compare."""
    if len(talks) < 2:
        return []
    totals = [talk.stored.card.total for talk in talks]
    levels = [{score.id: score.level for score in talk.stored.card.criteria} for talk in talks]
    return [
        ChartLine(None, "", _points(talks, totals, 100), rubric.pass_mark, _y(rubric.pass_mark, 100)),
        *(
            ChartLine(
                each.id, each.name, _points(talks, [level.get(each.id) for level in levels], 5), GOOD, _y(GOOD, 5)
            )
            for each in rubric.criteria
        ),
    ]


def _y(value: int, highest: int) -> float:
    return round(TOP + DEEP * (highest - value) / highest, 1)


def _points(
    talks: Sequence[ChartedAttempt], values: Sequence[int | None], highest: int
) -> tuple[ChartPoint | None, ...]:
    gap = WIDTH / (len(talks) - 1)
    return tuple(
        None if value is None
        else ChartPoint(round(LEFT + gap * i, 2), _y(value, highest), value, talk.apart)
        for i, (talk, value) in enumerate(zip(talks, values, strict=True))
    )  # fmt: skip


def latest_scored(attempts: list[Attempt]) -> Attempt | None:
    """From a list with the newest first."""
    return next((a for a in counted(attempts) if a.is_finished and a.total is not None), None)


async def progress_chart(
    practice: PracticeService, attempts: list[Attempt], latest: Attempt
) -> tuple[list[ChartedAttempt], Rubric, list[ChartLine]]:
    """The talks of the latest one's scenario by its rubric, that rubric, and the lines to draw."""
    talks = await scored_attempts(practice, attempts, latest.scenario, latest.rubric)
    rubric = await practice.cards.rubric(talks[-1].stored)
    return talks, rubric, chart_lines(talks, rubric)
