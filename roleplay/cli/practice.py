"""`roleplay practice`: a whole attempt in the terminal, typed or from a file of lines, and its scorecard."""

import sys
from asyncio import Runner
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from roleplay.as_json import practice_json
from roleplay.attempt import Attempt
from roleplay.cli.attempts import find
from roleplay.cli.console import err, out, print_json, reader_language, say
from roleplay.cli.errors import show_error
from roleplay.cli.lines import read_lines
from roleplay.cli.options import Content, Json, settings_for
from roleplay.cli.person_option import PersonOption, person_id
from roleplay.cli.render import render_scorecard
from roleplay.cli.terminal_view import HiddenView, TalkView, TerminalView
from roleplay.customer.turn_request import Mode
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
    seller: PersonOption = None,
    content: Content = None,
    as_json: Json = False,
) -> None:
    check_beginning(context)
    from roleplay.practice import open_practice

    typed = lines is None and sys.stdin.isatty()
    if typed and as_json:
        raise typer.BadParameter(say("practice.json-needs-lines"), param_hint="--json")
    said = [] if typed else read_lines(lines or "-")
    service = open_practice(settings_for(content), flush=0.06 if typed else 0)
    person = person_id(service, seller)
    view: TalkView = HiddenView() if as_json else TerminalView(typed)
    with Runner() as runner:
        attempt = runner.run(
            service.start(scenario, persona, person=person, difficulty=difficulty, seed=seed, mode=customer)
            if scenario
            else branch_off(service, retry or "", turn or 1, person)
        )
        if attempt.customer == "model":
            runner.run(service.warm())  # so that the first line is heard as all others are
        view.open(attempt, runner.run(service.content(attempt)))
        if last_time := runner.run(service.said_before(attempt)):
            view.recall(runner.run(service.transcript(attempt.id, attempt.person)), last_time)
        source = typed_lines(view) if typed else iter(said)
        attempt = play(runner, service, attempt, source, view, patient=typed)
        unused = 0 if typed else sum(1 for _line in source)
        runner.run(close(service, attempt, unused, as_json))


def check_beginning(context: typer.Context) -> None:
    """Either a scenario, or an attempt with the turn it is retried from, which brings all the rest along."""
    sources = {name: context.get_parameter_source(name) for name in context.params}
    given = {name for name, source in sources.items() if source and source.name == "COMMANDLINE"}
    if "retry" not in given and ("scenario" not in given or "turn" in given):
        raise typer.BadParameter(say("practice.beginning"))
    if "retry" in given and ("turn" not in given or given & BROUGHT):
        raise typer.BadParameter(say("practice.retry"), param_hint="--retry")


async def branch_off(service: "PracticeService", name: str, turn: int, person: str) -> Attempt:
    parent = await find(service, name, person)
    return await service.retry(parent.id, parent.person, turn)


def typed_lines(view: TalkView) -> Iterator[str]:
    """Until Ctrl-D or /finish."""
    while (line := view.ask()) is not None and line.strip() != FINISH:
        yield line


def play(
    runner: Runner, service: "PracticeService", attempt: Attempt, lines: Iterable[str], view: TalkView, patient: bool
) -> Attempt:
    """Says one line after another until the customer ends the talk; the end of the lines is Finish. With `patient`,
    what is refused is said again by the seller; otherwise it ends the command."""
    for line in lines:
        try:
            attempt = runner.run(exchange(service, attempt, line, view))
        except RoleplayError as trouble:
            if not patient:
                raise
            show_error(trouble)
        if attempt.is_finished:
            return attempt
    return runner.run(service.finish(attempt.id, attempt.person))


async def exchange(service: "PracticeService", attempt: Attempt, line: str, view: TalkView) -> Attempt:
    """One line and its answer."""
    async for event in service.say(attempt.id, attempt.person, line):
        view.show(event)
        attempt = getattr(event, "attempt", attempt)
    return attempt


async def close(service: "PracticeService", attempt: Attempt, unused: int, as_json: bool) -> None:
    if service.judging(attempt.id):
        with err.status(say("practice.judging")):
            await service.judged(attempt.id)
    attempt = await service.attempt(attempt.id, attempt.person)
    transcript = await service.transcript(attempt.id, attempt.person)
    card = await service.scorecard(attempt.id, attempt.person)
    if as_json:
        return print_json(practice_json(attempt, transcript, card, reader_language(), unused))
    if card is None:
        return out.print(say("practice.abandoned"))
    out.print(render_scorecard(card, (await service.content(attempt)).rubric, attempt))
    if unused:
        out.print(say("practice.unused", n=unused))
    return None
