"""`roleplay attempts list`, `show` and `import`: what was practised, one attempt with its scorecard, and talks from outside."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from roleplay.as_json import attempt_json, imported_json, practice_json
from roleplay.attempt import Attempt
from roleplay.cli.console import out, print_json, reader_language, say
from roleplay.cli.lines import read_bytes
from roleplay.cli.options import Content, Json, settings_for
from roleplay.cli.person_option import PersonOption, person_id
from roleplay.cli.purge import purge
from roleplay.cli.render import render_scorecard, render_turns
from roleplay.cli.score import LanguageOption, RubricOption, ScenarioOption, SellerOption
from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.transcript import Speaker

if TYPE_CHECKING:
    from roleplay.practice import PracticeService

app = typer.Typer(no_args_is_help=True)
SHORT = 8  # letters of an id that a table shows, and that `show` understands


@app.command("list", help=say("help.attempts-list"))
def list_attempts(person: PersonOption = None, content: Content = None, as_json: Json = False) -> None:
    from roleplay.practice import open_practice

    settings = settings_for(content)
    service = open_practice(settings)
    attempts = asyncio.run(service.attempts(person_id(service, person)))
    if as_json:
        print_json({"attempts": [attempt_json(attempt) for attempt in attempts]})
    elif attempts:
        out.print(_table(attempts, settings))
    else:
        out.print(say("attempts.none"))


@app.command("show", help=say("help.attempts-show"))
def show_attempt(
    attempt: Annotated[str, typer.Argument(help=say("help.attempt"))],
    person: PersonOption = None,
    content: Content = None,
    as_json: Json = False,
) -> None:
    from roleplay.practice import open_practice

    service = open_practice(settings_for(content))
    asyncio.run(_show(service, attempt, person_id(service, person), as_json))


app.command("purge", help=say("help.attempts-purge"))(purge)


async def _show(service: "PracticeService", name: str, person: str, as_json: bool) -> None:
    attempt = await find(service, name, person)
    transcript = await service.transcript(attempt.id, attempt.person)
    card = await service.scorecard(attempt.id, attempt.person)
    if as_json:
        return print_json(practice_json(attempt, transcript, card, reader_language()))
    out.print(render_turns(transcript, await _names(service, attempt)))
    if card:
        out.print(render_scorecard(card, await service.rubric(attempt), attempt))
    return None


async def _names(service: "PracticeService", attempt: Attempt) -> dict[Speaker, str]:
    if attempt.kind == "imported":
        return {"seller": say("seller"), "customer": say("customer")}
    return {"seller": say("you"), "customer": (await service.content(attempt)).persona.name}


@app.command("import", help=say("help.attempts-import"))
def import_attempts(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=say("help.transcripts"))],
    rubric: RubricOption = None,
    scenario: ScenarioOption = None,
    seller: SellerOption = None,
    language: LanguageOption = None,
    person: PersonOption = None,
    content: Content = None,
    as_json: Json = False,
) -> None:
    from roleplay.calls.read_call import read_call
    from roleplay.practice import open_practice
    from roleplay.scoring_jobs.scoring_target import choose_target
    from roleplay.scoring_jobs.transcript_import import import_transcript

    settings = settings_for(content)
    standard = choose_target(settings.content, rubric, scenario)
    calls = {file: read_call(read_bytes(file, "transcript-unreadable"), file, seller, language) for file in files}
    masked = {file: call.masked() for file, call in calls.items()}
    said = {file: call.transcript for file, call in masked.items()}
    for file, transcript in said.items():  # all are looked through before any is kept
        standard.check_language(transcript.language, file)
    service = open_practice(settings)
    owner = person_id(service, person)
    done = {file: import_transcript(service.database, one, standard, owner) for file, one in said.items()}
    if as_json:
        told = [
            {**imported_json(file, one.attempt, one.new), "masked": len(masked[file].masks)}
            for file, one in done.items()
        ]
        print_json({"imported": told})
    else:
        for file, each in done.items():
            _tell(file, each.attempt, each.new)
            for mask in masked[file].masks:  # shown once, here, and stored nowhere
                out.print(Text(f"    {mask.mask}  {mask.text}", style="dim"), soft_wrap=True)


def _tell(file: str, attempt: Attempt, new: bool) -> None:
    score = "–" if attempt.total is None else str(attempt.total)
    told = say("attempts.imported" if new else "attempts.there", file=file, score=score)
    out.print(Text(f"{attempt.id}  ").append(told, style="" if new else "dim"), soft_wrap=True)


async def find(service: "PracticeService", name: str, person: str) -> Attempt:
    """This person's, by its id or the beginning of one. Raises NotFound, or `ambiguous-attempt`."""
    attempts = await service.attempts(person)
    fitting = [attempt for attempt in attempts if attempt.id.startswith(name.lower())]
    if len(name) < 4 or not fitting:
        return await service.attempt(name, person)  # also one that no list shows
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
