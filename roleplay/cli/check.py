"""`roleplay check`: every problem of the content, by file, with line, column and mend."""

from itertools import groupby

import typer
from rich.table import Table
from rich.text import Text

from roleplay.cli.options import Content, Json, settings_for
from roleplay.cli.screen import out, print_json, reader_language, say
from roleplay.content.problem import Problem

COLOURS = {"error": "red", "warning": "yellow"}


def check(content: Content = None, as_json: Json = False) -> None:
    from roleplay.content.library import read_library

    _library, problems = read_library(settings_for(content).content)
    if as_json:
        print_json({"problems": [problem.as_json(reader_language()) for problem in problems]})
    else:
        show_problems(problems)
    if any(problem.level == "error" for problem in problems):
        raise typer.Exit(1)


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
