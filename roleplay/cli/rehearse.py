"""`roleplay rehearse`: bot sellers play whole attempts, and what came of them stands in a table or in JSON."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from roleplay.cli.console import err, out, print_json, say
from roleplay.cli.options import Content, Json, settings_for
from roleplay.cli.rehearsed import render_report
from roleplay.content.library import Library, load_library
from roleplay.content.rehearsal import SELLERS
from roleplay.errors import NotFound, RoleplayError
from roleplay.transcript import DIFFICULTIES, Difficulty

if TYPE_CHECKING:
    from roleplay.rehearsal.play import Case

MOST_RUNS = 1000


def rehearse(
    scenarios: Annotated[list[str] | None, typer.Argument(metavar="[SCENARIO ...]", help=say("help.scenarios"))] = None,
    sellers: Annotated[str, typer.Option(help=say("help.sellers"))] = ",".join(SELLERS),
    personas: Annotated[str, typer.Option(help=say("help.personas"))] = "",
    difficulty: Annotated[str, typer.Option(help=say("help.difficulties"))] = "standard",
    runs: Annotated[int, typer.Option(min=1, max=MOST_RUNS, help=say("help.runs"))] = 10,
    seed: Annotated[int, typer.Option(min=0, help=say("help.first-seed"))] = 1,
    content: Content = None,
    as_json: Json = False,
) -> None:
    from roleplay.rehearsal.company import rehearse as play_all
    from roleplay.rehearsal.lessons import hearing_report
    from roleplay.rehearsal.report import fails, report

    settings = settings_for(content)
    library = load_library(settings.content)
    cases = choose(library, scenarios or [], _named(personas), _named(sellers), _named(difficulty))
    began = time.perf_counter()
    with _bar(len(cases) * runs) as bar:
        task = bar.add_task("", total=len(cases) * runs)
        results = play_all(settings, library, cases, range(seed, seed + runs), lambda n: bar.advance(task, n))
    told: dict[str, Any] = report(library, results)
    seconds = time.perf_counter() - began
    told |= hearing_report(library, dict.fromkeys(case.scenario for case in cases))
    if as_json:
        print_json({**told, "seconds": round(seconds, 1)})
    else:
        out.print(render_report(told))
        out.print(
            say(
                "rehearse.time",
                n=len(cases) * runs,
                seconds=f"{seconds:.0f}",
                rate=f"{len(cases) * runs / seconds:.1f}",
            )
        )
    if fails(told):
        raise typer.Exit(1)


def choose(
    library: Library,
    scenarios: Sequence[str],
    personas: Sequence[str],
    sellers: Sequence[str],
    difficulties: Sequence[str],
) -> "list[Case]":
    """The cases asked for. Raises RoleplayError for a name that is not known, and when no scenario has these personas."""
    from roleplay.rehearsal.play import Case

    for scenario in scenarios:
        if scenario not in library.scenarios:
            raise NotFound("scenario-not-found", id=scenario, known=", ".join(sorted(library.scenarios)) or "-")
    _check("no-seller", sellers, SELLERS)
    _check("no-difficulty", difficulties, DIFFICULTIES)
    _check("no-persona", personas, tuple(library.personas))
    wanted: list[Difficulty] = [one for one in DIFFICULTIES if one in difficulties]
    cases = [
        Case(scenario, persona, difficulty, seller)
        for scenario in scenarios or sorted(library.scenarios)
        for persona in library.scenarios[scenario].personas
        if not personas or persona in personas
        for difficulty in wanted
        for seller in sellers
    ]
    if not cases:
        raise RoleplayError("nothing-to-rehearse", personas=", ".join(personas))
    return cases


def _check(code: str, named: Sequence[str], known: Sequence[str]) -> None:
    for name in named:
        if name not in known:
            raise RoleplayError(code, id=name, known=", ".join(known))


def _named(text: str) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def _bar(total: int) -> Progress:
    columns = (TextColumn(say("rehearse.bar")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True, disable=total < 2)
