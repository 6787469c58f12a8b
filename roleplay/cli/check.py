"""`roleplay check`: every problem of the content, one a line, beginning with `path:line:column`, and its mend below."""

from typing import TYPE_CHECKING

import typer
from rich.progress import BarColumn, Progress, TextColumn
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
    language = reader_language()
    for problem in problems:  # a terminal or editor jumps to `path:line:column`, so that line is never broken
        head = Text(f"{problem.file}:{problem.place.line}:{problem.place.column} ")
        head.append(say(f"check.{problem.level}"), style=COLOURS[problem.level]).append(f" {problem.what(language)}")
        out.print(head, soft_wrap=True)
        out.print(Text(f"  {problem.mend(language)}", style="dim"), soft_wrap=True)
    errors = sum(problem.level == "error" for problem in problems)
    if not problems:
        out.print(Text(say("check.fine"), style="green"))
    else:
        warnings = len(problems) - errors
        out.print(say("check.errors", n=errors) + say("check.and") + say("check.warnings", n=warnings))
