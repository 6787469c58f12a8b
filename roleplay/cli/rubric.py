"""`roleplay rubric test`: a rubric tried on its examples, like unit tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from roleplay.as_json import why_of
from roleplay.cli.console import out, print_json, reader_language, say
from roleplay.cli.options import Content, Json, settings_for
from roleplay.content.examples import read_example
from roleplay.content.library import Library, load_library
from roleplay.content.rubric import Rubric
from roleplay.errors import NotFound, RoleplayError
from roleplay.scoring.examples import Difference, Tried, try_example

app = typer.Typer(no_args_is_help=True)


@app.callback()
def rubric() -> None:
    """Makes `test` a command of its own although it is the only one."""


@app.command("test", help=say("help.rubric-test"))
def test(
    rubric: Annotated[str | None, typer.Argument(metavar="[RUBRIC]", help=say("help.rubric-tested"))] = None,
    content: Content = None,
    as_json: Json = False,
) -> None:
    folder = settings_for(content).content
    library = load_library(folder)
    tried = [(one, each) for one in choose(library, rubric) for each in try_all(one, library, folder)]
    if as_json:
        print_json({"examples": [_as_json(one, each) for one, each in tried]})
    else:
        out.print(Group(*(_rendered(one, each) for one, each in tried)))
        failed = sum(not each.is_met for _one, each in tried)
        out.print(say("rubric.failed" if failed else "rubric.fine", n=failed or len(tried), of=len(tried)))
    if not all(each.is_met for _one, each in tried):
        raise typer.Exit(1)


def choose(library: Library, id: str | None) -> list[Rubric]:
    """The rubric named, or every one with examples. Raises NotFound, and `no-examples` for a rubric that has none."""
    if id is None and (found := [rubric for rubric in library.rubrics.values() if rubric.examples]):
        return found
    if id is None:
        raise RoleplayError("no-examples", id=", ".join(sorted(library.rubrics)))
    if id not in library.rubrics:
        raise NotFound("rubric-not-found", id=id, known=", ".join(sorted(library.rubrics)) or "-")
    if not library.rubrics[id].examples:
        raise RoleplayError("no-examples", id=id)
    return [library.rubrics[id]]


def try_all(rubric: Rubric, library: Library, folder: Path) -> Iterator[Tried]:
    """Each example of a rubric. The library is valid, so the files are there and the scenarios known."""
    for example in rubric.examples:
        talk = read_example(example, folder)
        scenario = library.scenarios[talk.scenario] if talk.scenario else None
        yield try_example(example, rubric, talk.transcript(rubric.language, scenario), scenario)


def _as_json(rubric: Rubric, tried: Tried) -> dict[str, Any]:
    example = tried.example
    return {
        "rubric": rubric.id, "transcript": example.transcript, "met": tried.is_met,
        "at_least": example.at_least, "at_most": example.at_most, "total": tried.card.total,
        "checks": {check.id: check.result for criterion in tried.card.criteria for check in criterion.checks},
        "differences": [_difference_json(difference) for difference in tried.differences],
    }  # fmt: skip


def _difference_json(difference: Difference) -> dict[str, Any]:
    told: dict[str, Any] = {"what": difference.what, "wanted": difference.wanted, "got": difference.got}
    if difference.check:
        evidence = [each.model_dump(mode="json") for each in difference.check.evidence]
        told |= {"why": why_of(difference.check.why, reader_language()), "evidence": evidence}
    return told


def _rendered(rubric: Rubric, tried: Tried) -> RenderableType:
    mark, colour = ("●", "green") if tried.is_met else ("○", "red")
    total = "–" if tried.card.total is None else str(tried.card.total)
    head = Text.assemble((f"{mark} {total:>3}  ", colour), (rubric.id, "bold"), f"  {tried.example.transcript}")
    return Group(head, *(Padding(_told(difference), (0, 0, 0, 4)) for difference in tried.differences))


def _told(difference: Difference) -> Text:
    check = difference.check
    if check is None:
        return Text(say("rubric.total", wanted=difference.wanted, got=difference.got))
    wanted, got = say(f"card.{difference.wanted}"), say(f"card.{difference.got}")
    told = Text(say("rubric.check", check=check.id, wanted=wanted, got=got)).append(
        f"\n{why_of(check.why, reader_language())}", "dim"
    )
    for each in check.evidence:
        told.append(f"\n“{each.quote}”  ").append(say("card.turn", n=each.turn), "dim")
    return told
