"""What must hold of the words by which topics are heard, in a scenario and in its hearing file alike."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from roleplay.content import phrase_rules
from roleplay.content.base import primary
from roleplay.content.rehearsal import plain
from roleplay.content.scenario import Scenario
from roleplay.content.stretches import size_in, stretches, stretches_of
from roleplay.content.yaml_reader import Path

Finding = tuple[Path, str, dict[str, object]]
Written = tuple[Path, str, Mapping[str, Any]]  # where a topic stands, its `kind:id`, and its keys as they are written

_FIGURE = re.compile(r"\d[\d.,]*\d")
GROUPS: dict[str, tuple[str, ...]] = {
    "fact": ("facts",), "objection": ("objections",), "key_message": ("product", "key_messages"),
    "evidence": ("product", "evidence"), "must_not_say": ("product", "must_not_say"), "must_do": ("product", "must_do"),
}  # fmt: skip


def topics_written(kind: str, data: Mapping[str, Any]) -> Iterator[Written]:
    """The topics of a `scenario` or a `hearing` file."""
    if kind == "hearing":
        yield from ((("topics", topic), topic, lessons or {}) for topic, lessons in (data.get("topics") or {}).items())
        return
    for name, path in GROUPS.items():
        around: Any = data
        for key in path:
            around = (around or {}).get(key)
        for at, item in enumerate(around or ()):
            yield (*path, at), f"{name}:{item['id']}", item


def texts(written: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text of a key, with its place: it may be one, a list, or lists by who speaks."""
    if isinstance(written, str):
        yield path, written
    elif isinstance(written, list | dict):
        for key, inner in enumerate(written) if isinstance(written, list) else written.items():
            yield from texts(inner, (*path, key))


def odd_phrases(kind: str, data: Mapping[str, Any], language: str) -> Iterator[Finding]:
    """Phrases that hear too much, or that nobody's words can match."""
    for path, _topic, item in topics_written(kind, data):
        for where, phrase in texts(item.get("phrases"), (*path, "phrases")):
            yield from ((where, code, params) for code, params in phrase_rules.findings(phrase, language))


def telling_hints(scenario: Scenario, data: Mapping[str, Any]) -> Iterator[Finding]:
    """A hint shows that there is something. What the seller read in the brief tells nothing new."""
    size, product = size_in(scenario.language), scenario.product
    known = stretches_of((scenario.brief, scenario.scene, scenario.goal, product.name, product.price or ""), size)
    facts = {f"fact:{fact.id}": stretches_of(fact.says, size) - known for fact in scenario.facts}
    for path, topic, item in topics_written("scenario", data):
        for where, hint in texts(item.get("hint"), (*path, "hint")) if topic in facts else ():
            shared = [stretch for stretch in stretches(hint, size) if stretch in facts[topic]]
            words = _whole(joined(shared), hint, scenario.language) if shared else ""
            if len(words) >= size:
                yield where, "hint-tells", {"id": topic.split(":")[1], "words": words}


def _whole(words: str, text: str, language: str) -> str:
    """Without the halves of words at its ends: “better th” is no more than “better”."""
    if primary(language) == "zh":
        return words
    even = " ".join(text.lower().split())
    start = even.index(words)
    before, after = even[:start][-1:], even[start + len(words) :][:1]
    words = words.partition(" ")[2] if before.isalnum() else words
    return words.rpartition(" ")[0] if after.isalnum() else words


def joined(shared: list[str]) -> str:
    """Stretches that follow one another, each a character further, as the words they come from."""
    words = shared[0]
    for before, stretch in pairwise(shared):
        if stretch[:-1] != before[1:]:
            break
        words += stretch[-1]
    return words.strip()


def doubled_examples(
    files: list[tuple[str, Mapping[str, Any], str]],
) -> Iterator[tuple[int, Path, str, dict[str, object]]]:
    """Examples of one scenario that two topics list, or a topic's own `not`: the ear learns nothing from them. `files` are
    (kind, data, language); each finding begins with the number of its file."""
    first: dict[str, str] = {}
    refused = {
        (topic, plain(line, language))
        for kind, data, language in files
        for path, topic, item in topics_written(kind, data)
        for _where, line in texts(item.get("not"), path)
    }
    for number, (kind, data, language) in enumerate(files):
        for path, topic, item in topics_written(kind, data):
            for where, line in texts(item.get("examples"), (*path, "examples")):
                said = plain(line, language)
                other = first.setdefault(said, topic)
                if other != topic:
                    yield number, where, "example-of-two", {"id": topic, "other": other}
                elif (topic, said) in refused:
                    yield number, where, "example-and-not", {"id": topic}


def telling_lessons(scenario: Scenario, data: Mapping[str, Any]) -> Iterator[Finding]:
    """A hearing file's meaning goes to whatever listens: it says what is asked, never what the answer is."""
    says = {f"fact:{fact.id}": _bare(fact.says, scenario) - _bare([fact.topic], scenario) for fact in scenario.facts}
    figures = {f"fact:{fact.id}": set(_FIGURE.findall(" ".join(fact.says))) for fact in scenario.facts}
    for path, topic, item in topics_written("hearing", data):
        meaning = str(item.get("meaning") or "")
        told = says.get(topic, set()).intersection(_bare([meaning], scenario))
        if told or figures.get(topic, set()).intersection(_FIGURE.findall(meaning)):
            yield (*path, "meaning"), "meaning-tells", {"id": topic}


def _bare(lines: Iterable[str], scenario: Scenario) -> set[str]:
    """Stretches of the words alone: a comma changes nothing of what is told."""
    found = stretches_of((plain(line, scenario.language) for line in lines), size_in(scenario.language))
    return {stretch for stretch in found if not stretch.endswith(" ")}  # the blank is the next word's
