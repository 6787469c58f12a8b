"""What must hold in the short form, and of wordings that are for some personas only."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from roleplay.content.base import primary
from roleplay.content.defaults import LANGUAGES
from roleplay.content.persona import Style
from roleplay.content.sayings import ANY, Sayings
from roleplay.content.scenario import Scenario
from roleplay.content.short import answers_named
from roleplay.content.yaml_reader import Path

Finding = tuple[Path, str, dict[str, object]]
WORDINGS = {"facts": ("says", "hint"), "objections": ("says", "if_ignored", "if_heard", "if_resolved")}
ENOUGH = 3  # wordings of a fact or worry: one that comes back word for word gives the game away
TELLS = 0.6  # so much of a meaning may not stand in the fact; judgement


def problems_of_language(file: Any) -> Iterator[Finding]:
    """The short form takes its lines from a library, which not every language has."""
    if file.format == 2 and primary(file.language) not in LANGUAGES:
        yield ("language",), "no-library", {"language": file.language, "known": ", ".join(LANGUAGES)}


def problems_of_answers(scenario: Scenario, data: dict[str, Any]) -> Iterator[Finding]:
    """`answered_by` names messages or evidence, each one; without it there are three ways to resolve a worry."""
    known = [topic for topic in scenario.topics() if topic.startswith(("key_message:", "evidence:"))]
    for index, objection in enumerate(scenario.objections):
        path: Path = ("objections", index)
        if not objection.answered_by and len(objection.resolved_when.any_of) < ENOUGH:
            where = (*path, "resolved_when", "any_of")
            yield where, "too-few", {"key": f"objections, {index + 1}, resolved_when, any_of", "bound": ENOUGH}
        for at, id in enumerate(objection.answered_by):
            found = answers_named(id, data)
            if not found:
                yield (*path, "answered_by", at), "no-answer", {"id": id, "known": ", ".join(known) or "-"}
            elif len(found) > 1:
                yield (*path, "answered_by", at), "which-answer", {"id": id, "known": ", ".join(found)}


def problems_of_speakers(scenario: Scenario) -> Iterator[Finding]:
    """Wordings are for everybody, a style or a persona of the scenario, and no persona goes without."""
    known = [ANY, *get_args(Style), *scenario.personas]
    for path, sayings in _sayings(scenario):
        for key in sayings.by:
            if key not in known:
                yield (*path, key), "no-speaker", {"id": key, "known": ", ".join(known)}


def personas_without_words(scenario: Scenario, styles: dict[str, str]) -> Iterator[Finding]:
    """`styles` are those of the scenario's personas by id."""
    for path, sayings in _sayings(scenario):
        for persona, style in styles.items():
            if not {persona, style, ANY} & set(sayings.by):
                yield path, "no-words-for", {"id": persona, "style": style}


def few_wordings(scenario: Scenario) -> Iterator[Finding]:
    for path, sayings in _sayings(scenario):
        for key, lines in sayings.by.items():
            if path[-1] == "says" and len(lines) < ENOUGH:
                where = path if list(sayings.by) == [ANY] else (*path, key)
                id = getattr(scenario, str(path[0]))[path[1]].id
                yield where, "few-sayings", {"id": id, "n": len(lines), "wanted": ENOUGH}


def telling_meanings(scenario: Scenario) -> Iterator[Finding]:
    """A meaning goes to whatever listens: it says what is asked, never what the answer is."""
    for index, fact in enumerate(scenario.facts):
        meant = _pieces(fact.meaning or "", scenario.language)
        told = _pieces(" ".join(fact.says), scenario.language)
        if meant and len(meant & told) >= TELLS * len(meant):
            yield ("facts", index, "meaning"), "meaning-tells", {"id": fact.id}


def _sayings(scenario: Scenario) -> Iterator[tuple[Path, Sayings]]:
    for group, keys in WORDINGS.items():
        items: Sequence[Any] = getattr(scenario, group)
        yield from (((group, at, key), getattr(item, key)) for at, item in enumerate(items) for key in keys)


def _pieces(text: str, language: str) -> set[str]:
    """Words that say something, or pairs of Han characters."""
    if primary(language) == "zh":
        runs = re.findall(r"[\u4e00-\u9fff]+|\d+", text)
        return {run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))}
    return {word for word in re.findall(r"[a-z]+|\d+", text.lower()) if len(word) > 3 or word.isdigit()}
