"""`roleplay attempts list` and `roleplay attempts show`: what was practised, and one attempt with its scorecard."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from roleplay.attempt import Attempt
from roleplay.cli.as_json import attempt_json, practice_json
from roleplay.cli.options import Content, Json, settings_for
from roleplay.cli.purge import purge
from roleplay.cli.render import render_scorecard, render_turns
from roleplay.cli.screen import out, print_json, say
from roleplay.cli.whose import Whose, person_id
from roleplay.config import Settings
from roleplay.errors import RoleplayError

if TYPE_CHECKING:
    from roleplay.practice import Practice

app = typer.Typer(no_args_is_help=True)
SHORT = 8  # letters of an id that a table shows, and that `show` understands


@app.command("list", help=say("help.attempts-list"))
def list_attempts(person: Whose = None, content: Content = None, as_json: Json = False) -> None:
    from roleplay.practice import open_practice

    settings = settings_for(content)
    door = open_practice(settings)
    attempts = asyncio.run(door.attempts(person_id(door, person)))
    if as_json:
        print_json({"attempts": [attempt_json(attempt) for attempt in attempts]})
    elif attempts:
        out.print(_table(attempts, settings))
    else:
        out.print(say("attempts.none"))


@app.command("show", help=say("help.attempts-show"))
def show_attempt(
    attempt: Annotated[str, typer.Argument(help=say("help.attempt"))],
    person: Whose = None,
    content: Content = None,
    as_json: Json = False,
) -> None:
    from roleplay.practice import open_practice

    door = open_practice(settings_for(content))
    asyncio.run(_show(door, attempt, person_id(door, person), as_json))


app.command("purge", help=say("help.attempts-purge"))(purge)


async def _show(door: "Practice", name: str, person: str, as_json: bool) -> None:
    attempt = await find(door, name, person)
    transcript = await door.transcript(attempt.id, attempt.person)
    card = await door.scorecard(attempt.id, attempt.person)
    if as_json:
        return print_json(practice_json(attempt, transcript, card))
    material = await door.content(attempt)
    out.print(render_turns(transcript, material.persona))
    if card:
        out.print(render_scorecard(card, attempt, transcript, material))
    return None


async def find(door: "Practice", name: str, person: str) -> Attempt:
    """This person's, by its id or the beginning of one. Raises NotFound, or `ambiguous-attempt`."""
    attempts = await door.attempts(person)
    fitting = [attempt for attempt in attempts if attempt.id.startswith(name.lower())]
    if len(name) < 4 or not fitting:
        return await door.attempt(name, person)  # also one that no list shows
    if len(fitting) > 1:
        raise RoleplayError("ambiguous-attempt", id=name)
    return fitting[0]


def _table(attempts: list[Attempt], settings: Settings) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False)
    for column in ("id", "started", "score", "scenario", "persona", "difficulty", "ending"):
        fixed = column in ("id", "started", "score")
        table.add_column(
            say(f"attempts.{column}"), no_wrap=fixed, overflow="fold", justify="right" if column == "score" else "left"
        )
    for attempt in attempts:
        ending = say(f"ending.{attempt.ending}") if attempt.ending else say("attempts.open")
        table.add_row(
            attempt.id[:SHORT], _started(attempt, settings), _score(attempt), attempt.scenario, attempt.persona,
            say(f"difficulty.{attempt.difficulty}"), ending,
        )  # fmt: skip
    return table


def _started(attempt: Attempt, settings: Settings) -> Text:
    """When it began; of a branch also where, and whether it is private."""
    text = Text(f"{attempt.started_at.astimezone(settings.zone):%Y-%m-%d %H:%M}")
    if attempt.is_branch:
        text.append(f"\n{say('retry.from', n=attempt.branch_turn)}", style="dim")
    return text.append(f"\n{say('attempts.private')}", style="dim") if attempt.private else text


def _score(attempt: Attempt) -> Text:
    if attempt.total is None:
        return Text("–", style="dim")
    return Text(str(attempt.total), style="green" if attempt.passed else "red")
