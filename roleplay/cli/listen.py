"""`roleplay listen`: what a turn does and what it is about, one JSON line for each on standard input."""

import sys
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from roleplay.config import ROOT
from roleplay.listening.answers import answers
from roleplay.listening.offline import OfflineEar, offline_ear


def listen(
    json: Annotated[bool, typer.Option("--json", help="JSON lines, the only format there is.")] = True,
    content: Annotated[Path, typer.Option(help="The folder with personas, scenarios and rubrics.")] = ROOT,
) -> None:
    """Hear turns: {"speaker","text","before","language"[,"scenario"]} in, {"moves"[,"topics"]} out."""

    @cache
    def ear_for(id: str) -> OfflineEar:
        from roleplay.content.library import load_library

        scenarios = load_library(content).scenarios
        if id not in scenarios:
            raise ValueError(f"there is no scenario {id!r}; there are: {', '.join(sorted(scenarios))}")
        return offline_ear(scenarios[id].full_catalogue)

    try:
        for answer in answers(sys.stdin, ear_for):
            sys.stdout.write(answer + "\n")
            sys.stdout.flush()
    except ValueError as wrong:
        typer.echo(f"listen: {wrong}", err=True)
        raise typer.Exit(2) from wrong
