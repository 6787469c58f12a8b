"""`roleplay check`: every problem of the content, by file, with line, column and mend."""

from itertools import groupby
from typing import TYPE_CHECKING

import typer
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from roleplay.cli.console import err, out, print_json, reader_language, say
from roleplay.cli.options import Content, Json, settings_for
from roleplay.content.problem import Problem, in_order

if TYPE_CHECKING:
    from roleplay.config import Settings
    from roleplay.content.library import Library

COLOURS = {"error": "red", "warning": "yellow"}


def check(content: Content = None, as_json: Json = False) -> None:
    from roleplay.content.library import read_library

    settings = settings_for(content)
    library, problems = read_library(settings.content)
    if library is not None:
        problems = in_order([*problems, *_unheard(library, settings)])
    if as_json:
        print_json({"problems": [problem.as_json(reader_language()) for problem in problems]})
    else:
        show_problems(problems)
    if any(problem.level == "error" for problem in problems):
        raise typer.Exit(1)


def _unheard(library: "Library", settings: "Settings") -> list[Problem]:
    """Lines that are not heard as what they are for. To hear a scenario takes seconds, so what was heard is kept."""
    from roleplay.rehearsal.unheard import can_listen, problems_of_hearing

    if not can_listen():
        err.print(say("check.no-meaning"))
        return []
    with Progress(TextColumn(say("check.listening")), BarColumn(), console=err, transient=True) as bar:
        task = bar.add_task("", total=len(library.scenarios))
        return list(problems_of_hearing(library, settings.data / "heard", lambda: bar.advance(task)))


def show_problems(problems: list[Problem]) -> None:
    for file, found in groupby(problems, key=lambda problem: problem.file):
        out.print(Text(file, style="bold"))
        out.print(_table(list(found)))
    errors = sum(problem.level == "error" for problem in problems)
    if not problems:
        out.print(Text(say("check.fine"), style="green"))
    else:
        warnings = len(problems) - errors
        out.print(say("check.errors", n=errors) + say("check.and") + say("check.warnings", n=warnings))


def _table(problems: list[Problem]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 2))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    language = reader_language()
    for problem in problems:
        place = f"{problem.place.line}:{problem.place.column}"
        said = Text(problem.what(language)).append(f"\n{problem.mend(language)}", style="dim")
        table.add_row(place, Text(say(f"check.{problem.level}"), style=COLOURS[problem.level]), said)
    return table
