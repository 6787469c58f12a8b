"""`roleplay rescore`: stored attempts scored anew, on all cores; it may be killed and goes on where it was."""

import os
import time
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from roleplay.cli.options import Content, Json, settings_for
from roleplay.cli.score import ScorerOption
from roleplay.cli.screen import err, out, print_json, reader_language, say
from roleplay.config import Settings
from roleplay.i18n.errors import say_error
from roleplay.scorecard import Scorer

if TYPE_CHECKING:
    from roleplay.scoring_jobs.rescore import Tally

CALLS = 4  # at the same time: more than that many an endpoint refuses
MOST_TOLD = 5
DAY = "%Y-%m-%d"


def rescore(
    rubric: Annotated[str | None, typer.Option(metavar="ID", help=say("help.rescore-rubric"))] = None,
    scenario: Annotated[str | None, typer.Option(metavar="ID", help=say("help.rescore-scenario"))] = None,
    since: Annotated[datetime | None, typer.Option(formats=[DAY], metavar="DATE", help=say("help.since"))] = None,
    scorer: ScorerOption = "signals",
    listen_anew: Annotated[bool, typer.Option("--listen-anew", help=say("help.listen-anew"))] = False,
    jobs: Annotated[int | None, typer.Option(min=1, max=256, help=say("help.jobs"))] = None,
    content: Content = None,
    as_json: Json = False,
) -> None:
    from roleplay.content.library import load_library
    from roleplay.practice import open_practice
    from roleplay.scoring_jobs.rescore import choose_attempts
    from roleplay.scoring_jobs.rescore import rescore as steps_of

    settings = settings_for(content)
    library = cache(lambda: load_library(settings.content))
    database = open_practice(settings, library).database
    wanted = choose_attempts(database, settings, library, scorer, rubric, scenario, _day(since, settings), listen_anew)
    began = time.perf_counter()
    with _bar() as bar, closing(steps_of(database, settings, wanted, jobs or _jobs(scorer))) as steps:
        tally = next(steps)
        task = bar.add_task("", total=tally.attempts)
        for tally in steps:
            bar.update(task, completed=tally.done)
    _tell(tally, time.perf_counter() - began, listen_anew, as_json)
    if tally.failed:
        raise typer.Exit(1)


def _day(since: datetime | None, settings: Settings) -> datetime | None:
    """The day's first moment in the zone in which times are shown."""
    return since.replace(tzinfo=settings.zone).astimezone(UTC) if since else None


def _jobs(scorer: Scorer) -> int:
    if scorer == "judge":
        return CALLS
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _bar() -> Progress:
    columns = (TextColumn(say("rescore.bar")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def _tell(tally: "Tally", seconds: float, anew: bool, as_json: bool) -> None:
    if as_json:
        return print_json(
            {"attempts": tally.attempts, "added": tally.added, "there": tally.there, "seconds": round(seconds, 1),
             **({"listened_anew": "offline"} if anew else {}),
             "failed": [{"attempt": one.attempt, "why": say_error(one.trouble, reader_language())[0]} for one in tally.failed]}
        )  # fmt: skip
    if anew:
        out.print(Text(say("rescore.anew")))
    out.print(say("rescore.done", n=tally.added, seconds=f"{seconds:.1f}"))
    if tally.there:
        out.print(Text(say("rescore.there", n=tally.there), style="dim"))
    if tally.failed:
        out.print(Text(say("rescore.failed", n=len(tally.failed)), style="red"))
    for one in tally.failed[:MOST_TOLD]:
        what, mend = say_error(one.trouble, reader_language())
        out.print(Text(f"{one.attempt}  {what} {mend}"), soft_wrap=True)
    return None
