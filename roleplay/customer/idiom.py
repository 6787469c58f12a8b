"""Whose words an act takes: the scenario's, the persona's, or the small words of their style in `idioms/`."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from roleplay.content.base import primary
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.i18n import language_of
from roleplay.transcript import Act, ActKind

Turn = Literal["aside", "though"]
ASKS = ("?", "？")
SLOTS: dict[ActKind, str] = {"either_or": "either"}  # named otherwise in `idioms/`
OF_SCENARIO = ("tell", "hint", "raise", "insist", "resolve", "hear_out")  # said in the scenario's words
FOLDER = Path(__file__).parent / "idioms"


def wordings(act: Act, scenario: Scenario, persona: Persona) -> Sequence[str]:
    """The lines that do this act."""
    return _of_scenario(act, scenario) if act.topic and act.kind in OF_SCENARIO else own_words(act.kind, persona)


def own_words(kind: ActKind, persona: Persona) -> Sequence[str]:
    """The persona's lines for this slot; for one that the file leaves out, their style's, or those that suit anybody."""
    lines: Sequence[str] = (
        getattr(persona.speech, kind) or _style(persona).get(SLOTS.get(kind, kind)) or _anybody(persona)[kind]
    )
    return tuple(_named(line, persona) for line in lines) if kind == "introduces" else tuple(lines)


def instead(kind: ActKind, persona: Persona, asked: str) -> Sequence[str]:
    """Where a nod would be no answer to what was `asked`: “I'd have to check.”"""
    unsure = kind == "acknowledge" and any(mark in asked for mark in ASKS)
    return tuple(_style(persona)["unsure"]) if unsure else ()


def chooses(asked: str, persona: Persona) -> bool:
    """Whether the words give a choice between two things, to which neither yes nor no is an answer."""
    return bool(_pattern("choice", _language(persona)).search(asked.rstrip()))


def asks_who(asked: str, persona: Persona) -> bool:
    """Whether the words ask for the customer's name or role."""
    return bool(_pattern("asks_who", _language(persona)).search(asked))


def _named(line: str, persona: Persona) -> str:
    return line.replace("{name}", persona.name).replace("{role}", persona.role)


def before(kind: ActKind | Turn, persona: Persona) -> Sequence[str]:
    """How somebody of this style begins such a line; `aside` and `though` lead on from what
    they have just said themselves, to a hint and to a worry."""
    return tuple(_style(persona)["before"].get(kind, ()))


def after(kind: ActKind, persona: Persona) -> Sequence[str]:
    """How somebody of this style ends such a line."""
    return tuple(_style(persona)["after"].get(kind, ()))


@cache
def own_openers(language: str) -> tuple[str, ...]:
    """The beginnings, in small letters, that leave no room for an opener before them."""
    return tuple(_idioms(language_of(language))["own_openers"])


@cache
def goes_on(language: str) -> frozenset[str]:
    """The first words that go on in lower case behind a comma; none where a script has no lower case."""
    return frozenset(_idioms(language_of(language)).get("goes_on", ()))


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return re.compile(_idioms(language)[name], re.IGNORECASE)


def _language(persona: Persona) -> str:
    return language_of(primary(persona.language))


def _of_scenario(act: Act, scenario: Scenario) -> Sequence[str]:
    kind, _, id = (act.topic or "").partition(":")
    if kind == "fact":
        fact = scenario.fact(id)
        return fact.says if act.kind == "tell" else fact.hint
    objection = scenario.objection(id)
    return {
        "raise": objection.says,
        "insist": objection.if_ignored,
        "resolve": objection.if_resolved,
        "hear_out": objection.if_heard,
    }[act.kind]


def _style(persona: Persona) -> dict[str, Any]:
    style: dict[str, Any] = _idioms(_language(persona))[persona.style]
    return style


def _anybody(persona: Persona) -> dict[str, Any]:
    words: dict[str, Any] = _idioms(_language(persona))["anybody"]
    return words


@cache
def _idioms(language: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return found
