"""What pages about assignments share: their bars and days, and what a seller is asked to practise."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request

from roleplay.assignment import Assignment
from roleplay.review.plans import Plan
from roleplay.review.progress import StageProgress, State
from roleplay.web.app_context import context_of
from roleplay.web.auth.current_user import current_user
from roleplay.web.pages.content_titles import ContentTitles

BARS: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("b1", ("passed",)), ("b2", ("in_progress",)), ("b0", ("not_started", "closed")), ("b3", ("overdue", "not_passed")),
)  # fmt: skip


@dataclass(frozen=True)
class BarPart:
    """A part of a bar, in percent of its width."""

    tone: str
    start: float
    width: float


def bar_of(states: Mapping[State, int]) -> list[BarPart]:
    """Passed, under way, not begun, and what has come to nothing; nothing for nobody."""
    whole = sum(states.values())
    made: list[BarPart] = []
    start = 0.0
    for tone, kinds in BARS:
        width = 100 * sum(states.get(kind, 0) for kind in kinds) / whole if whole else 0.0
        if width:
            made.append(BarPart(tone, round(start, 2), round(max(width - 0.4, 0.4), 2)))
        start += width
    return made


def last_day(due_at: datetime) -> datetime:
    """A moment of the day on which it is due: `due_at` is the end of that day."""
    return due_at - timedelta(seconds=1)


@dataclass(frozen=True)
class OwnAssignment:
    """A plan on the seller's own page. `now` is the stage to practise next, None where nothing can be done."""

    plan: Plan
    standings: Sequence[StageProgress]
    now: StageProgress | None

    @property
    def address(self) -> str:
        """The brief of the talk to practise: it begins there as any talk does."""
        stage = self.now.assignment if self.now else self.plan.first
        return brief_address(stage)


def brief_address(stage: Assignment) -> str:
    asked = {"persona": stage.persona, "difficulty": stage.difficulty}
    query = "&".join(f"{key}={value}" for key, value in asked.items() if value)
    return f"/scenarios/{stage.scenario}" + (f"?{query}" if query else "")


@dataclass(frozen=True)
class OwnAssignments:
    """All that is asked of the person who is there."""

    asked: list[OwnAssignment]
    titles: ContentTitles

    @property
    def waiting(self) -> int:
        return sum(each.now is not None for each in self.asked)


async def own_assignments(request: Request) -> OwnAssignments:
    """For the home page."""
    plans = await asyncio.to_thread(context_of(request).assignments.mine, current_user(request))
    titles = ContentTitles(await asyncio.to_thread(context_of(request).library))
    asked = [_asked(plan, titles) for plan in plans]
    return OwnAssignments([each for each in asked if each.now or len(each.standings) > 1 or not _is_done(each)], titles)


def _asked(plan: Plan, titles: ContentTitles) -> OwnAssignment:
    standings = plan.members[0].standings
    open_ = [each for each in standings if each.is_open and each.assignment.scenario in titles.library.scenarios]
    return OwnAssignment(plan, standings, open_[-1] if open_ else None)


def _is_done(asked: OwnAssignment) -> bool:
    return asked.standings[-1].state == "passed"
