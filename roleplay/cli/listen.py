"""`roleplay listen`: what a turn does and what it is about, one JSON line for each on standard input."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import typer

from roleplay.catalogue import Catalogue
from roleplay.config import ROOT
from roleplay.listening.answers import Ear, answers
from roleplay.listening.offline import offline_ear

EarFor = Callable[[Catalogue], Ear]


def listen(
    json: Annotated[bool, typer.Option("--json", help="JSON lines, the only format there is.")] = True,
    content: Annotated[Path, typer.Option(help="The folder with personas, scenarios and rubrics.")] = ROOT,
    ear: Annotated[
        Literal["offline", "model"],
        typer.Option(help="Who hears: the offline ears alone, or the configured model too."),
    ] = "offline",
) -> None:
    """Hear turns: {"speaker","text","before","language"[,"scenario"]} in, {"moves"[,"topics"]} out."""

    @cache
    def catalogue_of(id: str) -> Catalogue:
        from roleplay.content.library import load_library

        scenarios = load_library(content).scenarios
        if id not in scenarios:
            raise ValueError(f"there is no scenario {id!r}; there are: {', '.join(sorted(scenarios))}")
        return scenarios[id].full_catalogue

    with _model_ears() if ear == "model" else _offline_ears() as ear_for:
        try:
            for answer in answers(sys.stdin, catalogue_of, ear_for):
                sys.stdout.write(answer + "\n")
                sys.stdout.flush()
        except ValueError as wrong:
            typer.echo(f"listen: {wrong}", err=True)
            raise typer.Exit(2) from wrong


@contextmanager
def _offline_ears() -> Iterator[EarFor]:
    yield offline_ear


@contextmanager
def _model_ears() -> Iterator[EarFor]:
    """Sellers' turns are heard by the configured model too, as in a talk: what it does not answer in time is heard offline.
    Raises RoleplayError `setting-model` where none is configured."""
    from asyncio import Runner

    from roleplay.config import read_settings
    from roleplay.practice.model_ear import ModelEar

    with Runner() as runner, ModelEar.opened(read_settings(), runner) as ear_for:
        yield ear_for
