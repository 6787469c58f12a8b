"""The filters by which a number led to the queue, as chips: each in words, with the address that leaves it out."""

from collections.abc import Iterator
from dataclasses import dataclass

from roleplay.content.library import Library
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.web.formatting import Words
from roleplay.web.pages.queue.queue_filters import STOOD, QueueFilters


@dataclass(frozen=True)
class FilterChip:
    """`without` is the query that asks for everything else alike."""

    told: str
    without: str


def filter_chips(words: Words, asked: QueueFilters, library: Library, assignment: str | None) -> list[FilterChip]:
    """`assignment` is what the one asked for is called."""
    told = (
        *_end(words, asked, library.scenarios.get(asked.given.get("scenario", ""))), *_score(words, asked, library),
        *_rated(words, asked, library),
    )  # fmt: skip
    made = [FilterChip(text, asked.query(page="", **dict.fromkeys(names, ""))) for text, names in told]
    if assignment is not None:
        made.append(FilterChip(words("desk.behind.assignment", title=assignment), asked.query(page="", assignment="")))
    return made


Told = Iterator[tuple[str, tuple[str, ...]]]


def _end(words: Words, asked: QueueFilters, scenario: Scenario | None) -> Told:
    given, filters = asked.given, asked.filters
    if filters.stood is not None:
        kind = "objection" if "objection" in given else "fact"
        stood = next(name for name, states in STOOD.items() if states == filters.stood.states)
        name = _topic(scenario, kind, given[kind])
        yield words("desk.behind.stood", name=name, stood=words(f"team.stood.{stood}")), (kind, "stood")
    if filters.ending:
        yield words(f"team.ending.{filters.ending}"), ("ending",)
    if filters.phase:
        yield words("desk.behind.phase", phase=words(f"phase.{filters.phase}")), ("phase",)


def _topic(scenario: Scenario | None, kind: str, id: str) -> str:
    if scenario is None:
        return id
    if kind == "objection":
        return next((each.concern for each in scenario.objections if each.id == id), id)
    return next((each.topic for each in scenario.facts if each.id == id), id)


def _score(words: Words, asked: QueueFilters, library: Library) -> Told:
    filters = asked.filters
    rubric = library.rubrics.get(filters.rubric or "")
    if filters.criterion:
        yield words("desk.behind.criterion", name=_criterion(rubric, filters.criterion)), ("criterion",)
    if filters.rubric:
        yield words("desk.behind.rubric", title=rubric.title if rubric else filters.rubric), ("rubric",)
    if filters.result:
        yield words(f"desk.behind.{filters.result}"), ("result",)


def _rated(words: Words, asked: QueueFilters, library: Library) -> Told:
    rated = asked.filters.rated
    if rated is None:
        return
    rubric = next(
        (each for id, each in library.rubrics.items() if library.hash("rubric", id) == rated.rubric_hash), None
    )
    scorer = rated.rater.split(" ")[0]
    who = words(f"trusted.scorer_{scorer}" if scorer in ("signals", "judge") else "trusted.coaches")
    checks = rubric.checks() if rubric else {}
    of = checks[rated.check].asks if rated.check in checks else rated.check or _criterion(rubric, rated.criterion or "")
    names = ("wording", "rater", "criterion", "check")
    yield words("desk.behind.rated_of" if of else "desk.behind.rated", who=who, of=of), names


def _criterion(rubric: Rubric | None, id: str) -> str:
    return next((each.name for each in rubric.criteria if each.id == id), id) if rubric else id
