"""Sums up a team: each seller's level in each criterion of a rubric, how much they practise, and who has not lately."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from math import floor
from typing import Any, Literal
from zoneinfo import ZoneInfo

from roleplay.review.plans import Owed, owed, plans_within_reach
from roleplay.store.coach_stats import (
    MeanLevel,
    Scope,
    TalkCount,
    last_talks,
    levels_of_sellers,
    rubrics_practised,
    sellers_in_reach,
    talks_between,
    talks_of_sellers,
)
from roleplay.store.database import Database
from roleplay.store.reminders import Reminder, latest_reminders

Period = Literal["4", "12", "all"]
PERIODS: tuple[Period, ...] = ("4", "12", "all")  # weeks
GOOD = 3  # the level from which a criterion is no longer short
TREND = 5  # talks
QUIET = timedelta(days=14)  # without a talk for so long, a seller is named
PAGE = 50  # sellers
WEEKS = 12  # in the chart


@dataclass(frozen=True)
class SellerRow:
    """A seller's line: `cells` by criterion, those never scored left out; `trend` is the mean level of the last talks."""

    id: str
    name: str
    cells: dict[str, MeanLevel]
    trend: tuple[float, ...]
    talks: TalkCount | None


@dataclass(frozen=True)
class QuietSeller:
    """Who has not practised lately: since when (None: never), what they could practise now, and when last reminded of it."""

    id: str
    name: str
    last: datetime | None
    owed: Owed | None
    reminder: Reminder | None


@dataclass(frozen=True)
class TeamStats:
    """`means` are over the sellers, each counting the same; `short` counts those under GOOD of those `scored`, and `behind` are
    the talks behind the mean. `rubrics` counts talks, the
    most practised first; `weeks` are talks a week, the last one this week."""

    rubric: str | None
    rubrics: dict[str, int]
    rows: tuple[SellerRow, ...]
    page: int
    pages: int
    sellers: int
    practised: int
    talks: int
    means: dict[str, float]
    short: dict[str, int]
    scored: dict[str, int]
    behind: dict[str, int]
    quiet: tuple[QuietSeller, ...]
    weeks: tuple[int, ...]

    @property
    def strongest(self) -> str | None:
        return max(self.means, key=lambda each: self.means[each], default=None)

    @property
    def weakest(self) -> str | None:
        return min(self.means, key=lambda each: self.means[each], default=None)


def since(period: Period, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The beginning of the day so many weeks ago: a day is what a list can be asked for."""
    if period == "all":
        return None
    return datetime.combine(now.astimezone(zone).date() - timedelta(weeks=int(period)), time(), zone)


def step(level: float) -> int:
    """The nearest whole level, halves up: the colour of a cell."""
    return floor(level + 0.5)


def read_team_stats(
    database: Database, scope: Scope, edges: Sequence[datetime], rubric: str | None = None, page: int = 1
) -> TeamStats:
    """By `rubric`, or the one most practised; `edges` are where the weeks of the chart begin. A page past the last is the
    last."""
    sellers = sellers_in_reach(database, scope.reader, scope.team)
    talks, rubrics = talks_of_sellers(database, scope), rubrics_practised(database, scope)
    rubric = rubric if rubric in rubrics else next(iter(rubrics), None)
    cells = levels_of_sellers(database, scope, rubric) if rubric else []
    known = _everybody(sellers, talks)
    pages = max(1, -(-len(known) // PAGE))
    page = min(max(1, page), pages)
    shown = list(known)[(page - 1) * PAGE : page * PAGE]
    trends = last_talks(database, scope, rubric, shown, TREND) if rubric else {}
    rows = tuple(
        SellerRow(id, known[id], {each.criterion: each for each in cells if each.seller == id},
                  tuple(trends.get(id, ())), talks.get(id))
        for id in shown
    )  # fmt: skip
    return TeamStats(
        rubric=rubric, rubrics=rubrics, rows=rows, page=page, pages=pages, sellers=len(known), practised=len(talks),
        talks=sum(each.n for each in talks.values()), quiet=_quiet(database, scope, sellers, talks),
        weeks=tuple(talks_between(database, replace(scope, since=None), edges)), **_over_sellers(cells),
    )  # fmt: skip


def _everybody(sellers: dict[str, str], talks: dict[str, TalkCount]) -> dict[str, str]:
    """Also who has talks in reach but no account any more: their talks are among the figures."""
    return sellers | {id: "" for id in talks if id not in sellers}


def _over_sellers(cells: Sequence[MeanLevel]) -> dict[str, Any]:
    levels: dict[str, list[float]] = {}
    for cell in cells:
        levels.setdefault(cell.criterion, []).append(cell.level)
    return {
        "means": {criterion: sum(each) / len(each) for criterion, each in levels.items()},
        "short": {criterion: sum(level < GOOD for level in each) for criterion, each in levels.items()},
        "scored": {criterion: len(each) for criterion, each in levels.items()},
        "behind": {criterion: sum(each.n for each in cells if each.criterion == criterion) for criterion in levels},
    }


def _quiet(
    database: Database, scope: Scope, sellers: dict[str, str], talks: dict[str, TalkCount]
) -> tuple[QuietSeller, ...]:
    """The longest without a talk first; who never practised before all."""
    edge = scope.now - QUIET
    quiet = [id for id in sellers if id not in talks or talks[id].last < edge]
    ever = talks_of_sellers(database, Scope(scope.reader, scope.now, scope.team), quiet) if quiet else {}
    owing = owed(plans_within_reach(database, scope.reader, quiet)) if quiet else {}
    reminders = latest_reminders(database, owing)
    found = [
        QuietSeller(id, sellers[id], ever[id].last if id in ever else None, owing.get(id), reminders.get(id))
        for id in quiet
    ]
    found = [each for each in found if each.last is None or each.last < edge]
    return tuple(sorted(found, key=lambda each: (each.last is not None, each.last or scope.now)))
