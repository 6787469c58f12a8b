"""What a trained seller brings along: the brief, and lines of their own for each topic and each occasion."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from roleplay.content.base import primary
from roleplay.content.person import in_person
from roleplay.content.rehearsal import Rehearsal, holds_whole
from roleplay.content.scenario import Scenario

FOLDER = Path(__file__).parent / "lines"
ASKS = ("?", "？")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?=\b)")  # a capital inside a sentence
_NO_NAMES = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}


@dataclass(frozen=True)
class Book:
    """`lines` are by topic (`fact:<id>`, ...), `frames` by occasion. `answers` says which of the brief's messages and
    evidence belong to which worry, and `duties` what has to be done when a topic comes up: both are taught, and needed
    only once the customer has spoken of it."""

    language: str
    product: str
    minutes: int
    turns: int  # the seller's own, about
    areas: tuple[str, ...]  # topics to ask about, in the order in which they were taught
    messages: tuple[str, ...]
    forbidden: tuple[str, ...]
    lines: Mapping[str, Sequence[str]]
    frames: Mapping[str, Sequence[str]]
    answers: Mapping[str, Sequence[str]]
    duties: Mapping[str, str]
    open_mark: re.Pattern[str]
    back_mark: re.Pattern[str]  # a line that harks back to what was said
    brief: str

    def questions(self, topic: str) -> list[str]:
        return [line for line in self.lines.get(topic, ()) if _asks(line) or self.is_open(line)]

    def open_questions(self, topic: str) -> list[str]:
        return [line for line in self.questions(topic) if self.is_open(line)]

    def closed_questions(self, topic: str) -> list[str]:
        return [line for line in self.questions(topic) if not self.is_open(line)]

    def statements(self, topic: str) -> list[str]:
        return [line for line in self.lines.get(topic, ()) if not _asks(line)]

    def refers(self, line: str) -> bool:
        return bool(self.back_mark.search(line.lower()))

    def names_in(self, line: str) -> list[str]:
        """Names in a line that do not stand in the brief."""
        names = [name for name in _NAME.findall(line) if name not in _NO_NAMES]
        return [name for name in names if name not in self.brief]

    def is_open(self, line: str) -> bool:
        return bool(self.open_mark.search(line.lower()))


def _asks(line: str) -> bool:
    return line.rstrip("”\"'」 ").endswith(ASKS)


@cache
def frames(language: str) -> dict[str, list[str]]:
    """The lines for every occasion in a language; English where there are none."""
    path = FOLDER / f"{primary(language)}.yaml"
    data: dict[str, list[str]] = yaml.load(
        (path if path.exists() else FOLDER / "en.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )
    return data


def make_book(scenario: Scenario, rehearsal: Rehearsal | None) -> Book:
    """The book for a scenario: sellers' own lines where somebody wrote them, else the gold lines and the brief's words."""
    product, given = scenario.product, dict(frames(scenario.language))
    open_mark, about = re.compile(str(given.pop("open"))), given.pop("about")
    taught = _taught(scenario)
    if rehearsal:
        lines: dict[str, Sequence[str]] = {
            **taught,
            **{topic: ways.touches for topic, ways in rehearsal.topics.items()},
        }
    else:
        lines = _with_questions(_with_examples(taught, scenario), scenario, about, open_mark)
    return Book(
        language=primary(scenario.language),
        product=_spoken(product.name),
        minutes=min(scenario.minutes, 20),
        turns=scenario.ending.max_turns // 2,
        areas=tuple(f"fact:{fact.id}" for fact in scenario.facts),
        messages=tuple(f"key_message:{item.id}" for item in product.key_messages),
        forbidden=tuple(f"must_not_say:{item.id}" for item in product.must_not_say),
        lines=_without_phrases(lines, scenario),
        open_mark=open_mark,
        back_mark=re.compile(str(given.pop("back"))),
        brief=f"{scenario.brief} {scenario.goal} {product.name}",
        frames=given,
        answers={f"objection:{objection.id}": _fitting(scenario, objection.id) for objection in scenario.objections},
        duties={duty.when.topic: f"must_do:{duty.id}" for duty in product.must_do},
    )


def _spoken(name: str) -> str:
    """A product's name as people say it: nobody speaks the brackets that explain it."""
    return re.sub(r"\s*[(（].*?[)）]", "", name).strip() or name


def _taught(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """What a seller without lines of their own was taught: the gold lines of a topic, the brief's words."""
    lines: dict[str, tuple[str, ...]] = {}
    for gold in scenario.gold:
        for target in gold.for_:
            if target.startswith(("fact:", "objection:")):
                lines[target] = (*lines.get(target, ()), gold.line)
    product = scenario.product
    lines |= {f"key_message:{item.id}": (item.says,) for item in product.key_messages}
    return lines | {f"evidence:{item.id}": (item.says,) for item in product.evidence}


def _with_examples(lines: Mapping[str, Sequence[str]], scenario: Scenario) -> dict[str, Sequence[str]]:
    """Where nobody wrote lines for the bots they speak the examples of a topic."""
    topics = scenario.full_catalogue.topics
    return {**lines, **{topic.id: topic.examples for topic in topics if topic.examples}}


def _with_questions(
    lines: Mapping[str, Sequence[str]], scenario: Scenario, about: Sequence[str], open_mark: re.Pattern[str]
) -> dict[str, Sequence[str]]:
    """A fact without an open question gets those that can be made of what it is about."""
    made = dict(lines)
    for fact in scenario.facts:
        topic, known = f"fact:{fact.id}", lines.get(f"fact:{fact.id}", ())
        if not any(open_mark.search(line.lower()) for line in known):
            subject = in_person(fact.topic, primary(scenario.language), "you")
            made[topic] = (*known, *(line.replace("{topic}", subject) for line in about))
    return made


def _without_phrases(lines: Mapping[str, Sequence[str]], scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """A line that holds one of the phrases word for word would only show that the listening knows its own words."""
    phrases = [phrase for group in scenario.topics().values() for phrase in group]
    return {
        topic: tuple(line for line in group if not holds_whole(line, phrases, scenario.language))
        for topic, group in lines.items()
    }


def _fitting(scenario: Scenario, objection: str) -> tuple[str, ...]:
    ways = scenario.objection(objection).resolved_when.any_of
    evidence = [f"evidence:{id}" for way in ways for id in way.evidence]
    messages = [f"key_message:{id}" for way in ways for id in way.key_message]
    return tuple(dict.fromkeys([*evidence, *messages]))
