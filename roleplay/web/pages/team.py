"""The team page: how sellers do in each criterion, who practises and who does not; also as a table to take along."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from roleplay.content.library import Library
from roleplay.person import Person
from roleplay.review.team_stats import SellerRow, TeamStats, read_team_stats, step
from roleplay.store.coach_stats import teams_of
from roleplay.web.allowed import Coach
from roleplay.web.house import House, house_of
from roleplay.web.pages.asked_of_team import Asked, asked_of_team
from roleplay.web.pages.plans import last_day
from roleplay.web.pages.tables import table
from roleplay.web.pages.trend import Trend, trend_of
from roleplay.web.render import page, words_for
from roleplay.web.words import Words

routes = APIRouter(prefix="/coach")


@dataclass(frozen=True)
class Column:
    """A criterion; where the rubric's file is gone it is called by its id."""

    id: str
    name: str
    language: str | None


@dataclass(frozen=True)
class Line:
    row: SellerRow
    name: str
    trend: Trend | None


@routes.get("/team", response_class=HTMLResponse)
async def all_teams(request: Request, me: Coach) -> HTMLResponse:
    return await _page(request, me, None)


@routes.get("/team/{team_id}", response_class=HTMLResponse)
async def team(request: Request, me: Coach, team_id: int) -> HTMLResponse:
    return await _page(request, me, team_id)


@routes.get("/team.csv")
async def team_table(request: Request, me: Coach) -> Response:
    """The heat map as it is asked for, all sellers of its page."""
    words, house = words_for(request), house_of(request)
    asked = await asyncio.to_thread(ask, request, me, None)
    found = await asyncio.to_thread(_read, house, asked)
    columns = columns_of(await house.library(), found)
    head = [words("team.seller"), *(column.name for column in columns), words("team.talks"), words("team.last")]
    rows = [
        [name_of(words, each.id, each.name), *(_cell(each, column) for column in columns),
         each.talks.n if each.talks else 0, each.talks.last.astimezone(asked.zone).date() if each.talks else ""]
        for each in found.rows
    ]  # fmt: skip
    return table("team.csv", head, rows)


async def _page(request: Request, me: Person, team_id: int | None) -> HTMLResponse:
    words, house = words_for(request), house_of(request)
    asked = await asyncio.to_thread(ask, request, me, team_id)
    found = await asyncio.to_thread(_read, house, asked)
    library = await house.library()
    columns = columns_of(library, found)
    lines = [Line(each, name_of(words, each.id, each.name), trend_of(each.trend)) for each in found.rows]
    return page(
        request, "team.html", asked=asked, team=found, columns=columns, lines=lines, library=library, step=step,
        headline=headline(words, found, columns), names={each.id: name_of(words, each.id, each.name) for each in found.quiet},
        weeks=list(zip(asked.weeks(), found.weeks, strict=True)), six=timedelta(days=6), last_day=last_day,
    )  # fmt: skip


def ask(request: Request, me: Person, team_id: int | None) -> Asked:
    return asked_of_team(request, me, team_id, teams_of(house_of(request).practice.database, me))


def _read(house: House, asked: Asked) -> TeamStats:
    return read_team_stats(house.practice.database, asked.scope(), asked.weeks(), asked.rubric, asked.page)


def columns_of(library: Library, found: TeamStats) -> list[Column]:
    return columns_of_rubric(library, found.rubric, set(found.means))


def columns_of_rubric(library: Library, id: str | None, scored: set[str]) -> list[Column]:
    """In the rubric's order, with what an older wording of it scored at the end."""
    rubric = library.rubrics.get(id or "")
    known = [Column(each.id, each.name, rubric.language) for each in rubric.criteria] if rubric else []
    ids = {column.id for column in known}
    return known + [Column(id, id, None) for id in sorted(scored - ids)]


def name_of(words: Words, id: str, name: str) -> str:
    """What a seller is called: without accounts there is one person here, and a removed account leaves talks behind."""
    return name or words("team.local" if id == "local" else "team.gone")


def headline(words: Words, found: TeamStats, columns: list[Column]) -> str:
    """The first line is the finding."""
    names = {column.id: column.name for column in columns}
    best, worst = found.strongest, found.weakest
    if not found.talks or best is None or worst is None:
        return words("team.nobody" if not found.talks else "team.unscored")
    if best == worst or step(10 * found.means[best]) == step(10 * found.means[worst]):
        return words("team.even", level=f"{found.means[best]:.1f}")
    return words("team.headline", best=words.running(names[best]), worst=words.running(names[worst]))


def _cell(row: SellerRow, column: Column) -> str:
    cell = row.cells.get(column.id)
    return f"{cell.level:.1f}" if cell else ""
