"""`roleplay doctor`: whether the configured endpoint will do as a customer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import typer
from rich.panel import Panel
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from roleplay.cli.console import err, out, print_json, reader_language
from roleplay.cli.options import Content, Json, settings_for
from roleplay.i18n import language_of, word

if TYPE_CHECKING:
    from roleplay.config import Settings
    from roleplay.content.persona import Persona
    from roleplay.content.rubric import Rubric
    from roleplay.content.scenario import Scenario
    from roleplay.customer.fitness import EndpointFinding, HostileTurn

STEPS = 13  # seven findings and six hostile turns
MARKS = {"good": ("●", "green"), "note": ("◐", "yellow"), "bad": ("○", "red")}
COLOURS = {"fit": "green", "fit with notes": "yellow", "not fit": "red"}


def doctor(content: Content = None, as_json: Json = False) -> None:
    settings = settings_for(content)
    if not settings.has_model:
        _say_offline(as_json)
        return
    scenario, persona, rubric = _material(settings)
    findings, turns = asyncio.run(_examine(settings, scenario, persona, quiet=as_json))
    if settings.counts == "judge" and findings[0].result == "good":
        findings.append(asyncio.run(_judging(settings, rubric, scenario)))
    if settings.has_listener and findings[0].result == "good":
        findings.append(asyncio.run(_hearing(settings, quiet=as_json)))
    from roleplay.customer.fitness import verdict

    found = verdict(findings)
    if as_json:
        print_json(_as_json(settings, found, findings, turns))
    else:
        _show(found, findings, turns)
    if found == "not fit":
        raise typer.Exit(1)


def _say(key: str, **params: object) -> str:
    return word(reader_language(), f"doctor.{key}", **params)


def _say_offline(as_json: bool) -> None:
    """No endpoint is nothing wrong: it is how the product comes."""
    if as_json:
        print_json({"configured": False, "verdict": None, "customer": "offline", "findings": [], "turns": []})
        return
    out.print(Panel(Text(_say("offline")), title=_say("title"), title_align="left", expand=False, padding=(1, 2)))


def _material(settings: Settings) -> tuple[Scenario, Persona, Rubric]:
    """A scenario in the reader's language, if there is one, with its first persona and its rubric."""
    from roleplay.content.library import load_library

    library = load_library(settings.content)
    scenarios = [library.scenarios[id] for id in sorted(library.scenarios)]
    fitting = [scenario for scenario in scenarios if language_of(scenario.language) == reader_language()]
    scenario = (fitting or scenarios)[0]
    return scenario, library.personas[scenario.personas[0]], library.rubrics[scenario.rubric]


async def _judging(settings: Settings, rubric: Rubric, scenario: Scenario) -> EndpointFinding:
    """What the judge cannot do is scored offline, so it is a note and never makes a customer unfit."""
    from roleplay.customer.fitness import EndpointFinding
    from roleplay.scoring.judge.fitness import try_judge

    trial = await try_judge(settings, rubric, scenario)
    told: dict[str, str | int | float] = {
        "rung": trial.rung or "-", "counted": trial.counted, "of": trial.asked, "seconds": round(trial.seconds, 1)
    }  # fmt: skip
    if trial.failure:
        return EndpointFinding("judging", "note", "fails", {**told, "failure": trial.failure})
    if trial.counted < trial.asked:
        return EndpointFinding("judging", "note", "in-part", told)
    return EndpointFinding("judging", "good", "counts", told)


async def _hearing(settings: Settings, quiet: bool) -> EndpointFinding:
    """Whether the model hears better than the offline ear. One that does not is not asked, so that is only a note."""
    from roleplay.customer.fitness import EndpointFinding
    from roleplay.llm import why_failed
    from roleplay.practice.ear_trial import try_ear

    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=err, transient=True, disable=quiet) as bar:
        bar.add_task(_say("listening"))
        try:
            trial = await try_ear(settings)
        except Exception as error:  # noqa: BLE001 - whatever an endpoint does wrong is a finding
            return EndpointFinding("hearing", "note", "fails", {"failure": why_failed(error)})
    told: dict[str, str | int | float] = {
        "rung": trial.rung or "-", "lines": trial.lines, "heard": trial.heard, "late": trial.late,
        "f1": round(trial.f1, 2), "offline": round(trial.offline_f1, 2), "seconds": settings.listener_seconds,
    }  # fmt: skip
    if trial.rung is None:
        return EndpointFinding("hearing", "note", "no-form", told)
    if trial.fit:
        return EndpointFinding("hearing", "good", "better", told)
    return EndpointFinding(
        "hearing", "note", "worse" if trial.f1 < trial.offline_f1 and trial.heard else "missing", told
    )


async def _examine(
    settings: Settings, scenario: Scenario, persona: Persona, quiet: bool
) -> tuple[list[EndpointFinding], list[HostileTurn]]:
    """All findings, with a bar while they are made."""
    from roleplay.customer.fitness import EndpointFinding, examine

    findings: list[EndpointFinding] = []
    turns: list[HostileTurn] = []
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24))
    with Progress(*columns, console=err, transient=True, disable=quiet) as progress:
        task = progress.add_task(_say("asking", model=settings.model), total=STEPS)
        async for found in examine(settings, scenario, persona):
            if isinstance(found, EndpointFinding):
                findings.append(found)
            else:
                turns.append(found)
            progress.advance(task)
    return findings, turns


def _show(found: str, findings: list[EndpointFinding], turns: list[HostileTurn]) -> None:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        mark, colour = MARKS[finding.result]
        table.add_row(Text(mark, style=colour), _say(f"check.{finding.check}"), Text(_words(finding)))
    out.print(table)
    for turn in turns:
        if not turn.kept:
            out.print(Text.assemble((f"\n{_say('said')} ", "dim"), turn.said))
            out.print(Text.assemble((f"{_say('replied')} ", "dim"), (turn.reply, "red")))
    key = found.replace(" ", "-")
    out.print(Panel(Text(_say(f"verdict.{key}")), border_style=COLOURS[found], expand=False, padding=(0, 2)))


def _words(finding: EndpointFinding) -> str:
    """What was found and, where it is not good, what to do. A failed call is worded as learners would see it."""
    if finding.check == "reached" and finding.result == "bad":
        why = word(reader_language(), f"fallback.{finding.code}")
        return f"{_say('reached.silent', **finding.params)} {why} {finding.params['detail']}".strip()
    if finding.check == "judging":
        form = _say(f"form.{finding.params['rung']}") if finding.params["rung"] != "-" else ""
        cause = word(reader_language(), f"why.fallback.{finding.params.get('failure', 'no-quote')}")
        return _say(f"judging.{finding.code}", **{**finding.params, "form": form, "cause": cause})
    if finding.check == "hearing":
        rung = finding.params.get("rung", "-")
        form = _say(f"form.{rung}") if rung != "-" else ""
        cause = word(reader_language(), f"fallback.{finding.params['failure']}") if "failure" in finding.params else ""
        return _say(f"hearing.{finding.code}", **{**finding.params, "form": form, "cause": cause})
    return _say(f"{finding.check}.{finding.code}", **finding.params)


def _as_json(
    settings: Settings, found: str, findings: list[EndpointFinding], turns: list[HostileTurn]
) -> dict[str, Any]:
    from roleplay.llm import endpoint_host

    return {
        "configured": True,
        "host": endpoint_host(settings),
        "model": settings.model,
        "verdict": found,
        "findings": [
            {"check": finding.check, "result": finding.result, "code": finding.code, "params": finding.params,
             "what": _words(finding)} for finding in findings
        ],
        "turns": [
            {"said": turn.said, "reply": turn.reply, "kept": turn.kept, "mended": turn.mended} for turn in turns
        ],
    }  # fmt: skip
