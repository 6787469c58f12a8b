"""`roleplay practice`: a whole attempt in the terminal, typed or from a file of lines, and its scorecard."""

import sys
from asyncio import Runner
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from roleplay.attempt import Attempt
from roleplay.cli.as_json import practice_json
from roleplay.cli.attempts import find
from roleplay.cli.lines import read_lines
from roleplay.cli.options import Content, Json, settings_for
from roleplay.cli.render import render_scorecard
from roleplay.cli.screen import err, out, print_json, say
from roleplay.cli.stage import Silence, Stage, Terminal
from roleplay.cli.trouble import show_trouble
from roleplay.cli.whose import Whose, person_id
from roleplay.customer.cue import Mode
from roleplay.errors import RoleplayError
from roleplay.transcript import Difficulty

if TYPE_CHECKING:
    from roleplay.practice import PracticeService

FINISH = "/finish"
BROUGHT = {"scenario", "persona", "difficulty", "seed", "customer"}  # what a retry takes from its attempt
MOST_SEED = 2**53  # what every reader of JSON can hold


def practice(
    context: typer.Context,
    scenario: Annotated[str | None, typer.Argument(help=say("help.scenario"))] = None,
    persona: Annotated[str | None, typer.Option(help=say("help.persona"))] = None,
    difficulty: Annotated[Difficulty, typer.Option(help=say("help.difficulty"))] = "standard",
    seed: Annotated[int | None, typer.Option(min=0, max=MOST_SEED, help=say("help.seed"))] = None,
    customer: Annotated[Mode | None, typer.Option(help=say("help.customer"))] = None,
    lines: Annotated[str | None, typer.Option("--say", metavar="FILE|-", help=say("help.say"))] = None,
    retry: Annotated[str | None, typer.Option(metavar="ATTEMPT", help=say("help.retry"))] = None,
    turn: Annotated[int | None, typer.Option("--from", metavar="TURN", help=say("help.from"))] = None,
    seller: Whose = None,
    content: Content = None,
    as_json: Json = False,
) -> None:
    check_beginning(context)
    from roleplay.practice import open_practice

    typed = lines is None and sys.stdin.isatty()
    if typed and as_json:
        raise typer.BadParameter(say("practice.json-needs-lines"), param_hint="--json")
    said = [] if typed else read_lines(lines or "-")
    door = open_practice(settings_for(content), flush=0.06 if typed else 0)
    person = person_id(door, seller)
    stage: Stage = Silence() if as_json else Terminal(typed)
    with Runner() as runner:
        attempt = runner.run(
            door.start(scenario, persona, person=person, difficulty=difficulty, seed=seed, mode=customer)
            if scenario
            else branch_off(door, retry or "", turn or 1, person)
        )
        if attempt.customer == "model":
            runner.run(door.warm())  # so that the first line is heard as all others are
        stage.open(attempt, runner.run(door.content(attempt)))
        if last_time := runner.run(door.said_before(attempt)):
            stage.recall(runner.run(door.transcript(attempt.id, attempt.person)), last_time)
        source = typed_lines(stage) if typed else iter(said)
        attempt = play(runner, door, attempt, source, stage, patient=typed)
        unused = 0 if typed else sum(1 for _line in source)
        runner.run(close(door, attempt, unused, as_json))


def check_beginning(context: typer.Context) -> None:
    """Either a scenario, or an attempt with the turn it is retried from, which brings all the rest along."""
    sources = {name: context.get_parameter_source(name) for name in context.params}
    given = {name for name, source in sources.items() if source and source.name == "COMMANDLINE"}
    if "retry" not in given and ("scenario" not in given or "turn" in given):
        raise typer.BadParameter(say("practice.beginning"))
    if "retry" in given and ("turn" not in given or given & BROUGHT):
        raise typer.BadParameter(say("practice.retry"), param_hint="--retry")


async def branch_off(door: "PracticeService", name: str, turn: int, person: str) -> Attempt:
    parent = await find(door, name, person)
    return await door.retry(parent.id, parent.person, turn)


def typed_lines(stage: Stage) -> Iterator[str]:
    """Until Ctrl-D or /finish."""
    while (line := stage.ask()) is not None and line.strip() != FINISH:
        yield line


def play(
    runner: Runner, door: "PracticeService", attempt: Attempt, lines: Iterable[str], stage: Stage, patient: bool
) -> Attempt:
    """Says one line after another until the customer ends the talk; the end of the lines is Finish. With `patient`,
    what is refused is said again by the seller; otherwise it ends the command."""
    for line in lines:
        try:
            attempt = runner.run(exchange(door, attempt, line, stage))
        except RoleplayError as trouble:
            if not patient:
                raise
            show_trouble(trouble)
        if attempt.is_finished:
            return attempt
    return runner.run(door.finish(attempt.id, attempt.person))


async def exchange(door: "PracticeService", attempt: Attempt, line: str, stage: Stage) -> Attempt:
    """One line and its answer."""
    async for event in door.say(attempt.id, attempt.person, line):
        stage.show(event)
        attempt = getattr(event, "attempt", attempt)
    return attempt


async def close(door: "PracticeService", attempt: Attempt, unused: int, as_json: bool) -> None:
    if door.judging(attempt.id):
        with err.status(say("practice.judging")):
            await door.judged(attempt.id)
    attempt = await door.attempt(attempt.id, attempt.person)
    transcript = await door.transcript(attempt.id, attempt.person)
    card = await door.scorecard(attempt.id, attempt.person)
    if as_json:
        return print_json(practice_json(attempt, transcript, card, unused))
    if card is None:
        return out.print(say("practice.abandoned"))
    out.print(render_scorecard(card, (await door.content(attempt)).rubric, attempt))
    if unused:
        out.print(say("practice.unused", n=unused))
    return None
