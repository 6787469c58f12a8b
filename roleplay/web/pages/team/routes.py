"""The team page: how sellers do in each criterion, who practises and who does not; also as a table to take along."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from roleplay.content.library import Library
from roleplay.person import Person
from roleplay.review.team import SellerRow, Team, step
from roleplay.web.app_context import AppContext, context_of
from roleplay.web.auth.permissions import Coach
from roleplay.web.formatting import Words
from roleplay.web.pages.assignments.view import last_day
from roleplay.web.pages.csv_table import table
from roleplay.web.pages.sparkline import Sparkline, level_sparkline
from roleplay.web.pages.team.team_filters import TeamFilters, read_team_filters
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach")


@dataclass(frozen=True)
class Column:
    """A criterion; where the rubric's file is gone it is called by its id."""

    id: str
    name: str
    language: str | None


@dataclass(frozen=True)
class SellerLine:
    row: SellerRow
    name: str
    trend: Sparkline | None


@routes.get("/team", response_class=HTMLResponse)
async def all_teams(request: Request, me: Coach) -> HTMLResponse:
    return await _page(request, me, None)


@routes.get("/team/{team_id}", response_class=HTMLResponse)
async def team(request: Request, me: Coach, team_id: int) -> HTMLResponse:
    return await _page(request, me, team_id)


@routes.get("/team.csv")
async def team_table(request: Request, me: Coach) -> Response:
    """The heat map as it is asked for, all sellers of its page."""
    words, context = words_for(request), context_of(request)
    asked = await asyncio.to_thread(team_filters, request, me, None)
    found = await asyncio.to_thread(_read, context, asked)
    columns = columns_of(await context.library(), found)
    head = [words("team.seller"), *(column.name for column in columns), words("team.talks"), words("team.last")]
    rows = [
        [name_of(words, each.id, each.name), *(_cell(each, column) for column in columns),
         each.talks.n if each.talks else 0, each.talks.last.astimezone(asked.zone).date() if each.talks else ""]
        for each in found.rows
    ]  # fmt: skip
    return table("team.csv", head, rows)


async def _page(request: Request, me: Person, team_id: int | None) -> HTMLResponse:
    words, context = words_for(request), context_of(request)
    asked = await asyncio.to_thread(team_filters, request, me, team_id)
    found = await asyncio.to_thread(_read, context, asked)
    library = await context.library()
    columns = columns_of(library, found)
    lines = [SellerLine(each, name_of(words, each.id, each.name), level_sparkline(each.trend)) for each in found.rows]
    return page(
        request, "team/team.html", asked=asked, team=found, columns=columns, lines=lines, library=library, step=step,
        headline=headline(words, found, columns), names={each.id: name_of(words, each.id, each.name) for each in found.quiet},
        weeks=list(zip(asked.weeks(), found.weeks, strict=True)), six=timedelta(days=6), last_day=last_day,
    )  # fmt: skip


def team_filters(request: Request, me: Person, team_id: int | None) -> TeamFilters:
    return read_team_filters(request, me, team_id, context_of(request).reports.teams(me))


def _read(context: AppContext, asked: TeamFilters) -> Team:
    return context.reports.team(asked.scope(), asked.weeks(), asked.rubric, asked.page)


def columns_of(library: Library, found: Team) -> list[Column]:
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


def headline(words: Words, found: Team, columns: list[Column]) -> str:
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
