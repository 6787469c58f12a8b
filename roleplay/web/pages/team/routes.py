"""The team page: how sellers do in each criterion, who practises and who does not; also as a table to download."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from roleplay.person import Person
from roleplay.review.team_stats import SellerRow, TeamStats, step
from roleplay.web.app_context import AppContext, context_of
from roleplay.web.auth.permissions import Coach
from roleplay.web.pages.assignments.view import last_day
from roleplay.web.pages.csv_table import table
from roleplay.web.pages.sparkline import level_sparkline
from roleplay.web.pages.team.team_filters import TeamFilters, team_filters
from roleplay.web.pages.team.view import Column, SellerLine, columns_of, headline, name_of
from roleplay.web.render import page, words_for

routes = APIRouter(prefix="/coach")


@routes.get("/team", response_class=HTMLResponse)
def all_teams(request: Request, me: Coach) -> HTMLResponse:
    return _page(request, me, None)


@routes.get("/team/{team_id}", response_class=HTMLResponse)
def team(request: Request, me: Coach, team_id: int) -> HTMLResponse:
    return _page(request, me, team_id)


@routes.get("/team.csv")
def team_table(request: Request, me: Coach) -> Response:
    """The heat map as it is asked for, all sellers of its page."""
    words, context = words_for(request), context_of(request)
    asked = team_filters(request, me, None)
    found = _read(context, asked)
    columns = columns_of(context.library(), found)
    head = [words("team.seller"), *(column.name for column in columns), words("team.talks"), words("team.last")]
    rows = [
        [name_of(words, each.id, each.name), *(_cell(each, column) for column in columns),
         each.talks.n if each.talks else 0, each.talks.last.astimezone(asked.zone).date() if each.talks else ""]
        for each in found.rows
    ]  # fmt: skip
    context.audit.note_export("team")
    return table("team.csv", head, rows)


def _page(request: Request, me: Person, team_id: int | None) -> HTMLResponse:
    words, context = words_for(request), context_of(request)
    asked = team_filters(request, me, team_id)
    found = _read(context, asked)
    library = context.library()
    columns = columns_of(library, found)
    lines = [SellerLine(each, name_of(words, each.id, each.name), level_sparkline(each.trend)) for each in found.rows]
    return page(
        request, "team/team.html", asked=asked, team=found, columns=columns, lines=lines, library=library, step=step,
        headline=headline(words, found, columns), names={each.id: name_of(words, each.id, each.name) for each in found.quiet},
        weeks=list(zip(asked.weeks(), found.weeks, strict=True)), six=timedelta(days=6), last_day=last_day,
    )  # fmt: skip


def _read(context: AppContext, asked: TeamFilters) -> TeamStats:
    return context.reports.team(asked.scope(), asked.weeks(), asked.rubric, asked.page)


def _cell(row: SellerRow, column: Column) -> str:
    cell = row.cells.get(column.id)
    return f"{cell.level:.1f}" if cell else ""
