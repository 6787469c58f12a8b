"""How the lines that teach an ear, and the model lines, are heard: what a scenario's author cannot see in its files.

A line is judged by the ear that listens in talks, or by one that was taught all lines of the topics but this one and its
neighbours in the fold: so it is heard as a seller's line would be that nobody has written down.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from roleplay.catalogue import Catalogue
from roleplay.content.library import Library
from roleplay.content.scenario import Scenario
from roleplay.heard import Ear
from roleplay.listening.meaning.encoder import encoder
from roleplay.listening.meaning.views import views_of
from roleplay.listening.offline import OfflineEar, offline_ear

BATCH = 64  # pieces of lines encoded at once
FOLDS = 5  # an ear costs some time to make: five of them instead of one for each line
Row = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """A line for `topic`, the topics that were heard in it, and by which ears. Any of `others` will do as well."""

    topic: str
    line: str
    heard: tuple[str, ...]
    ears: tuple[Ear, ...]
    others: frozenset[str] = frozenset()

    @property
    def is_heard(self) -> bool:
        return not self.others.union([self.topic]).isdisjoint(self.heard)


def judged_apart(catalogue: Catalogue) -> Iterator[Judged]:
    """Every example, heard by an ear that was not taught by it."""
    fold_of = _folds(catalogue)
    _encode(fold_of)
    for fold in range(FOLDS):
        mine = [(topic.id, line) for topic in catalogue.topics for line in topic.examples if fold_of[line] == fold]
        if mine:
            ear = OfflineEar(_without(catalogue, {line for _topic, line in mine}))
            yield from (_judged(ear, topic, line) for topic, line in mine)


def judged_as_in_talks(scenario: Scenario) -> Iterator[Judged]:
    """Every example, and every gold line for a fact or a worry, heard as it would be in a talk."""
    catalogue = scenario.full_catalogue
    ear = offline_ear(catalogue)
    examples = [(topic.id, line) for topic in catalogue.topics for line in topic.examples]
    gold = [(wanted, one.line) for one in scenario.gold if (wanted := [id for id in one.for_ if id in catalogue.by_id])]
    _encode(line for _topic, line in (*examples, *gold))
    for topic, line in examples:
        yield _judged(ear, topic, line)
    for topics, line in gold:
        others = frozenset(other for topic in topics for other in (topic, *meets(scenario, topic)))
        yield replace(_judged(ear, topics[0], line), others=others)


def meets(scenario: Scenario, topic: str) -> Iterator[str]:
    """What a model line for a topic may be heard as instead: what answers the worry, or the duty that comes with it."""
    product = scenario.product
    yield from (f"must_do:{duty.id}" for duty in product.must_do if duty.when.topic == topic)
    kind, _, id = topic.partition(":")
    for way in scenario.objection(id).resolved_when.any_of if kind == "objection" else ():
        yield from (f"evidence:{one}" for one in way.evidence)
        yield from (f"key_message:{one}" for one in way.key_message)


def hearing_report(library: Library, scenarios: Iterable[str]) -> dict[str, list[Any]]:
    """As `roleplay rehearse --json` prints it: a row for each topic that has examples, and the ears that listened."""
    judged = {id: list(judged_apart(library.scenarios[id].full_catalogue)) for id in scenarios}
    rows = [row for id, lines in judged.items() for row in _rows(id, library.scenarios[id].full_catalogue, lines)]
    return {
        "hearing": rows,
        "ears": list(dict.fromkeys(ear for lines in judged.values() for one in lines for ear in one.ears)),
    }


def _rows(scenario: str, catalogue: Catalogue, judged: list[Judged]) -> Iterator[Row]:
    for topic in catalogue.topics:
        mine = [one for one in judged if one.topic == topic.id]
        missed = [one for one in mine if not one.is_heard]
        taken = Counter(other for one in missed for other in one.heard)
        if mine:
            yield {
                "scenario": scenario,
                "topic": topic.id,
                "examples": len(mine),
                "heard": len(mine) - len(missed),
                "missed": len(missed),
                "taken_for": dict(taken.most_common()),
            }


def _folds(catalogue: Catalogue) -> dict[str, int]:
    """Line -> fold: those of a topic are spread evenly, and a line of two topics is away from both at once."""
    folds: dict[str, int] = {}
    for topic in catalogue.topics:
        for at, line in enumerate(topic.examples):
            folds.setdefault(line, at % FOLDS)
    return folds


def _without(catalogue: Catalogue, lines: set[str]) -> Catalogue:
    topics = (
        replace(one, examples=tuple(line for line in one.examples if line not in lines)) for one in catalogue.topics
    )
    return replace(catalogue, topics=tuple(topics))


def _judged(ear: OfflineEar, topic: str, line: str) -> Judged:
    """As the first words of a talk: there is nothing before it that it could lean on."""
    heard = ear.hear(line)
    return Judged(topic, line, heard.topics, heard.ears)


def _encode(lines: Iterable[str]) -> None:
    """All at once, a part of the time that one after the other takes; the encoder keeps what it has encoded."""
    found = encoder()
    pieces = [piece.text for line in lines for views in [views_of(line)] for piece in (views.whole, *views.parts)]
    for at in range(0, len(pieces) if found else 0, BATCH):
        found.encode(pieces[at : at + BATCH])  # type: ignore[union-attr]
