"""What the comparison of lines with topics learns from: lines with their topics, and catalogues made small on purpose.

Two kinds of scenario: the shipped ones (`hearing/*.yaml`: many examples and near misses a topic, which are the lines, too)
and small ones (`tools/topics/*.json` with a hundred `*.lines.jsonl` each: one sentence and two examples a topic).
"""

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from roleplay.catalogue import Topic
from roleplay.listening.meaning.pairs import Bases, features
from roleplay.listening.meaning.profile import Floats, profile_of
from roleplay.listening.meaning.views import views_of

TOP = Path(__file__).parent.parent
GROUPS = {
    "product": {
        "key_messages": "key_message",
        "evidence": "evidence",
        "must_not_say": "must_not_say",
        "must_do": "must_do",
    }
}
FOLDS = 5
Encode = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True)
class Line:
    """A line that touches the topics `touches`. `judged`, where it is given, are the only topics about which it says
    anything: a near miss of one topic may well touch another. `of` is the topic beside which it stands as a lesson."""

    text: str
    before: str
    touches: frozenset[str]
    near: bool = False
    judged: frozenset[str] | None = None
    of: str | None = None
    kind: str = "example"


@dataclass(frozen=True)
class Lesson:
    """A scenario to learn from; a `shipped` one has its own examples for lines."""

    id: str
    language: str
    topics: tuple[Topic, ...]
    lines: tuple[Line, ...]
    shipped: bool


@dataclass(frozen=True)
class Sheet:
    """Lines of a lesson against a catalogue made of it: `rows` (L, T, F), `touched` and `counts` (L, T)."""

    lesson: Lesson
    examples: int
    near_misses: bool
    rows: Floats
    touched: NDArray[np.bool_]
    counts: NDArray[np.bool_]
    lines: tuple[Line, ...]


def shipped_lessons(folder: Path = TOP / "hearing") -> list[Lesson]:
    return [_shipped(path) for path in sorted(folder.glob("*.yaml"))]


def small_lessons(folder: Path = TOP / "tools" / "topics") -> list[Lesson]:
    return [read_small(path) for path in sorted(folder.glob("*.json"))]


def data_hash() -> str:
    """Names the lessons by what stands in them."""
    paths = sorted([*(TOP / "hearing").glob("*.yaml"), *(TOP / "tools" / "topics").iterdir()])
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def _shipped(path: Path) -> Lesson:
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    topics, lines = [], []
    for id, one in read["topics"].items():
        topics.append(Topic(id, one["meaning"], tuple(one["examples"]), tuple(one["not"])))
        lines += [Line(text, "", frozenset({id}), of=id) for text in one["examples"]]
        lines += [Line(text, "", frozenset(), True, frozenset({id}), id, "near") for text in one["not"]]
    return Lesson(read["id"], read["language"], tuple(topics), tuple(lines), True)


def read_small(path: Path) -> Lesson:
    read = json.loads(path.read_text(encoding="utf-8"))
    found: list[tuple[str, str]] = [(f"fact:{one['id']}", one["topic"]) for one in read["facts"]]
    found += [(f"objection:{one['id']}", one["concern"]) for one in read["objections"]]
    for key, kind in GROUPS["product"].items():
        found += [(f"{kind}:{one['id']}", one["says"]) for one in read["product"][key]]
    topics = tuple(Topic(id, meaning, tuple(read["examples"].get(id, [])[:2])) for id, meaning in found)
    rows = map(json.loads, path.with_suffix(".lines.jsonl").read_text(encoding="utf-8").splitlines())
    lines = tuple(
        Line(row["text"], row["before"], frozenset(row["topics"]), row["kind"] == "near", kind=row["kind"])
        for row in rows
    )
    return Lesson(read["id"], read["language"], topics, lines, False)


def sheets(lesson: Lesson, bases: Bases, encode: Encode, examples: int, near_misses: bool = False) -> Iterator[Sheet]:
    """The lesson's lines against its topics with so many examples each; no line is among the examples that it meets."""
    dice = random.Random(f"{lesson.id} {examples} {near_misses}")
    for topics, lines in _parted(lesson, examples, near_misses, dice):
        profile = profile_of(topics, encode, bases.learned)
        rows = np.stack([features(profile, bases, views_of(line.text, line.before), encode)[0] for line in lines])
        ids = [topic.id for topic in topics]
        touched = np.array([[id in line.touches for id in ids] for line in lines])
        counts = np.array([[line.judged is None or id in line.judged for id in ids] for line in lines])
        yield Sheet(lesson, examples, near_misses, rows, touched, counts, tuple(lines))


def _parted(
    lesson: Lesson, examples: int, near_misses: bool, dice: random.Random
) -> Iterator[tuple[list[Topic], list[Line]]]:
    if lesson.shipped:
        yield from _by_folds(lesson, examples, near_misses, dice)
    elif examples <= 2:
        yield [replace(topic, examples=topic.examples[:examples]) for topic in lesson.topics], list(lesson.lines)
    else:
        for half in (0, 1):  # more examples than were written: lines of the other half
            others = [line for number, line in enumerate(lesson.lines) if number % 2 != half]
            topics = [_with(topic, others, examples, dice) for topic in lesson.topics]
            yield topics, [line for number, line in enumerate(lesson.lines) if number % 2 == half]


def _with(topic: Topic, others: Sequence[Line], examples: int, dice: random.Random) -> Topic:
    more = [line.text for line in others if line.touches == {topic.id}]
    dice.shuffle(more)
    return replace(topic, examples=(*topic.examples, *more)[:examples])


def _by_folds(
    lesson: Lesson, examples: int, near_misses: bool, dice: random.Random
) -> Iterator[tuple[list[Topic], list[Line]]]:
    fold = {line: number % FOLDS for number, line in enumerate(_shuffled(lesson.lines, dice))}
    for number in range(FOLDS):
        kept = [line for line in lesson.lines if fold[line] != number]
        topics = []
        for topic in lesson.topics:
            lines = _shuffled([line for line in kept if line.of == topic.id], dice)
            good = [line.text for line in lines if not line.near][:examples]
            near = [line.text for line in lines if line.near] if near_misses else []
            topics.append(replace(topic, examples=tuple(good), near_misses=tuple(near)))
        yield topics, [line for line in lesson.lines if fold[line] == number]


def _shuffled(lines: Sequence[Line], dice: random.Random) -> list[Line]:
    mixed = list(lines)
    dice.shuffle(mixed)
    return mixed
