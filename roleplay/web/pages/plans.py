"""What pages about assignments share: the door to them, their bars, their days, and what a seller is asked on the home page."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request

from roleplay.assignment import Assignment
from roleplay.review.assignments import AssignmentService
from roleplay.review.plans import Plan
from roleplay.review.progress import StageProgress, State
from roleplay.web.house import house_of, me_of
from roleplay.web.pages.titles import Titles

BARS: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("b1", ("passed",)), ("b2", ("in_progress",)), ("b0", ("not_started", "closed")), ("b3", ("overdue", "not_passed")),
)  # fmt: skip


def assignments_of(request: Request) -> AssignmentService:
    house = house_of(request)
    return AssignmentService(house.practice.database, house.practice.library, house.settings.zone)


@dataclass(frozen=True)
class Stretch:
    """A part of a bar, in percent of its width."""

    tone: str
    start: float
    width: float


def bar_of(states: Mapping[State, int]) -> list[Stretch]:
    """Passed, under way, not begun, and what has come to nothing; nothing for nobody."""
    whole = sum(states.values())
    made: list[Stretch] = []
    start = 0.0
    for tone, kinds in BARS:
        width = 100 * sum(states.get(kind, 0) for kind in kinds) / whole if whole else 0.0
        if width:
            made.append(Stretch(tone, round(start, 2), round(max(width - 0.4, 0.4), 2)))
        start += width
    return made


def last_day(due_at: datetime) -> datetime:
    """A moment of the day on which it is due: `due_at` is the end of that day."""
    return due_at - timedelta(seconds=1)


@dataclass(frozen=True)
class Asked:
    """A plan on the seller's own page. `now` is the stage to practise next, None where nothing can be done."""

    plan: Plan
    standings: Sequence[StageProgress]
    now: StageProgress | None

    @property
    def address(self) -> str:
        """The brief of the talk to practise: it begins there as any talk does."""
        stage = self.now.assignment if self.now else self.plan.first
        return address_of(stage)


def address_of(stage: Assignment) -> str:
    asked = {"persona": stage.persona, "difficulty": stage.difficulty}
    query = "&".join(f"{key}={value}" for key, value in asked.items() if value)
    return f"/scenarios/{stage.scenario}" + (f"?{query}" if query else "")


@dataclass(frozen=True)
class Mine:
    """All that is asked of the person who is there."""

    asked: list[Asked]
    titles: Titles

    @property
    def waiting(self) -> int:
        return sum(each.now is not None for each in self.asked)


async def asked_of_me(request: Request) -> Mine:
    """For the home page."""
    plans = await asyncio.to_thread(assignments_of(request).mine, me_of(request))
    titles = Titles(await house_of(request).library())
    asked = [_asked(plan, titles) for plan in plans]
    return Mine([each for each in asked if each.now or len(each.standings) > 1 or not _is_done(each)], titles)


def _asked(plan: Plan, titles: Titles) -> Asked:
    standings = plan.members[0].standings
    open_ = [each for each in standings if each.is_open and each.assignment.scenario in titles.library.scenarios]
    return Asked(plan, standings, open_[-1] if open_ else None)


def _is_done(asked: Asked) -> bool:
    return asked.standings[-1].state == "passed"
