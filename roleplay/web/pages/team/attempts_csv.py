"""The talks within a coach's reach, as a table to download."""

from fastapi import APIRouter, Request, Response

from roleplay.store.coach_stats import ListedTalk
from roleplay.web.app_context import context_of
from roleplay.web.auth.permissions import Coach
from roleplay.web.formatting import Words
from roleplay.web.pages.csv_table import table
from roleplay.web.pages.team.team_filters import team_filters
from roleplay.web.pages.team.view import name_of
from roleplay.web.render import words_for

MOST = 20_000  # rows: a spreadsheet still opens them, and one request makes them in seconds
COLUMNS = ("when", "seller", "scenario", "persona", "rubric", "difficulty", "ending", "turns", "total", "passed", "id")
routes = APIRouter(prefix="/coach")


@routes.get("/attempts.csv")
def attempts_table(request: Request, me: Coach) -> Response:
    """By team, period, seller and scenario of the address; the newest first. A score that is hidden from the reader stays
    hidden here."""
    words, context, params = words_for(request), context_of(request), request.query_params
    asked = team_filters(request, me, None)
    wanted = {name: params.get(name, "").replace("\0", "") or None for name in ("seller", "scenario")}
    scope = asked.scope(**wanted)
    talks = context.reports.talks(scope, MOST)
    names = context.reports.names([each.attempt.person for each in talks])
    context.audit.note_export("talks")
    rows = [_row(words, each, names) for each in talks]
    return table("attempts.csv", [words(f"team.column.{name}") for name in COLUMNS], rows)


def _row(words: Words, talk: ListedTalk, names: dict[str, str]) -> list[object]:
    attempt, seen = talk.attempt, not talk.hidden
    passed = "" if attempt.passed is None or not seen else words("team.yes" if attempt.passed else "team.no")
    ended = attempt.finished_at.astimezone(words.zone).strftime("%Y-%m-%d %H:%M") if attempt.finished_at else ""
    return [
        ended, name_of(words, attempt.person, names.get(attempt.person, "")), attempt.scenario, attempt.persona,
        attempt.rubric, words(f"difficulty.{attempt.difficulty}"), words(f"team.ending.{attempt.ending or 'finished'}"),
        attempt.turns, "" if talk.total is None else talk.total, passed, attempt.id,
    ]  # fmt: skip
