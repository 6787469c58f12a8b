"""Whose words an act takes: the scenario's or the persona's; and the small words of their style, from `idioms/`."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from roleplay.content.base import primary
from roleplay.content.persona import Persona
from roleplay.content.sayings import Sayings
from roleplay.content.scenario import Scenario
from roleplay.content.speech_library import drawn
from roleplay.i18n import language_of
from roleplay.listening.questions import last_question
from roleplay.transcript import Act, ActKind

Turn = Literal["aside", "though"]
AskedFor = Literal["leave", "willing", "past", "trouble", "worry"]
ASKS = ("?", "？")
KINDS = ("opinion", "who", "why", "how_many", "when", "where", "which", "how", "yes_no", "what")
NO_ANSWERS: tuple[ActKind, ...] = ("acknowledge", "vague")
CHOICES = ("yes_no", "which", "any", "opinion")  # kinds of question that may give a choice: “this, or that?”
ONE_THING = ("who", "when", "where", "how_many")  # ask for a name, a time, a place or a number
BROAD = ("how", "what", "opinion", "choice")  # a vague word may answer these
OF_SCENARIO: dict[ActKind, str] = {
    "tell": "says", "hint": "hint", "raise": "says", "insist": "if_ignored", "resolve": "if_resolved", "hear_out": "if_heard",
    "claim_doubted": "reply", "answer": "says",
}  # fmt: skip
FOLDER = Path(__file__).parent / "idioms"


def wordings(act: Act, scenario: Scenario, persona: Persona) -> Sequence[str]:
    """Returns the lines that do this act."""
    return (
        _of_scenario(act, scenario, persona) if act.topic and act.kind in OF_SCENARIO else own_words(act.kind, persona)
    )


def own_words(kind: ActKind, persona: Persona) -> Sequence[str]:
    """Returns the persona's lines for this slot; for one without lines, their part of the library."""
    lines: Sequence[str] = getattr(persona.speech, kind) or drawn(persona.id, persona.language, persona.style)[kind]
    return tuple(_named(line, persona) for line in lines) if kind == "introduces" else tuple(lines)


def instead(kind: ActKind, persona: Persona, asked: str) -> Sequence[str]:
    """Returns lines like “I'd have to check” where a nod or a vague word would not answer what was `asked`; none
    elsewhere."""
    question = question_kind(asked, persona) if kind in NO_ANSWERS else None
    if question is None or (kind == "vague" and question in BROAD):
        return ()
    unsure: dict[str, list[str]] = _style(persona)["unsure"]
    return tuple(unsure.get(question, ())) or tuple(unsure["any"])


def question_kind(said: str, persona: Persona) -> str | None:
    """Returns what the last sentence asks for: `choice`, `opinion`, `who`, `when`, ..., `any` where nothing tells; None
    if it does not ask."""
    asked = last_question(said)
    if not asked:
        return None
    kind = kind_of(asked, _language(persona))
    # “what happens when she is ill, or on holiday?” gives no choice
    return "choice" if kind in CHOICES and _offers_two(said, persona) else kind


def kind_of(question: str, language: str) -> str:
    """Returns what one question asks for: the first of KINDS whose pattern is found in it, else `any`."""
    kinds = _questions(language)
    return next((kind for kind in KINDS if kinds[kind].search(question.lower())), "any")


def _offers_two(asked: str, persona: Persona) -> bool:
    return bool(_pattern("choice", _language(persona)).search(asked.rstrip()))


def asks_who(asked: str, persona: Persona) -> bool:
    """Tells whether the words ask for the customer's name or role."""
    return bool(_pattern("asks_who", _language(persona)).search(asked))


def asks_for(what: AskedFor, asked: str, persona: Persona) -> bool:
    """Tells whether the last question asks for leave or time (`leave`), whether they would do something (`willing`), what has
    been (`past`), what is hardest or goes wrong (`trouble`), or what worries them or keeps them from it (`worry`)."""
    return bool(_pattern(f"asks_for_{what}", _language(persona)).search(last_question(asked)))


def _named(line: str, persona: Persona) -> str:
    return line.replace("{name}", persona.name).replace("{role}", persona.role)


def before(kind: ActKind | Turn, persona: Persona) -> Sequence[str]:
    """Returns how somebody of this style begins such a line; `aside` and `though` lead on from what
    they have just said themselves, to a hint and to a worry."""
    return tuple(_style(persona)["before"].get(kind, ()))


def after(kind: ActKind, persona: Persona) -> Sequence[str]:
    """Returns how somebody of this style ends such a line."""
    return tuple(_style(persona)["after"].get(kind, ()))


@cache
def own_openers(language: str) -> tuple[str, ...]:
    """Returns the beginnings, in small letters, that leave no room for an opener before them."""
    return tuple(_idioms(language_of(language))["own_openers"])


@cache
def goes_on(language: str) -> frozenset[str]:
    """Returns the first words that go on in lower case behind a comma; none where a script has no lower case."""
    return frozenset(_idioms(language_of(language)).get("goes_on", ()))


@cache
def _questions(language: str) -> dict[str, re.Pattern[str]]:
    """The patterns by kind, the pieces that they share put in their places."""
    idioms = _idioms(language)
    parts: dict[str, str] = idioms.get("parts", {})
    return {
        kind: re.compile(re.sub(r"<([a-z]+)>", lambda name: parts[name[1]], pattern))
        for kind, pattern in idioms["question"].items()
    }


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return re.compile(_idioms(language)[name], re.IGNORECASE)


def _language(persona: Persona) -> str:
    return language_of(primary(persona.language))


def _of_scenario(act: Act, scenario: Scenario, persona: Persona) -> Sequence[str]:
    kind, _, id = (act.topic or "").partition(":")
    found = {
        "fact": scenario.fact, "objection": scenario.objection, "must_not_say": scenario.must_not_say,
        "background": scenario.ordinary,
    }  # fmt: skip
    sayings: Sayings = getattr(found[kind](id), OF_SCENARIO[act.kind])
    return sayings.of(persona)


def _style(persona: Persona) -> dict[str, Any]:
    style: dict[str, Any] = _idioms(_language(persona))[persona.style]
    return style


@cache
def _idioms(language: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return found
