"""What must hold for quiz items: each belongs to a point that exists, and can be answered."""

from collections.abc import Iterator, Sequence
from typing import Any

from roleplay.content.base import primary
from roleplay.content.content_file import File, file_of, known_ids
from roleplay.content.problem import Problem
from roleplay.content.quiz import GAP, QuizItem
from roleplay.content.scenario import Scenario

ONE_RIGHT = ("single", "true_false", "line")
FEWEST = {"true_false": 2, "single": 2, "line": 2, "multiple": 3, "order": 3}


def quiz_has_its_scenario(file: File, files: list[File]) -> Iterator[Problem]:
    """The scenario is there, in the same language, and has every point."""
    scenario = file_of(files, "scenario", file.model.scenario)
    if scenario is None:
        yield file.problem(("scenario",), "no-scenario", id=file.model.scenario, known=known_ids(files, "scenario"))
        return
    if primary(scenario.model.language) != primary(file.model.language):
        yield file.problem(
            ("scenario",), "quiz-language", id=scenario.id, theirs=scenario.model.language, ours=file.model.language
        )
    points = set(points_of(scenario.model))
    for index, item in enumerate(file.model.items):
        if item.point not in points:
            yield file.problem(
                ("items", index, "point"), "quiz-no-point", point=item.point, known=", ".join(sorted(points))
            )


def quiz_can_be_answered(file: File, files: list[File]) -> Iterator[Problem]:
    """Each item has the answers that its kind needs, and its right answer among them."""
    for index, item in enumerate(file.model.items):
        for key, code, params in _faults(item):
            yield file.problem(("items", index, key), code, **params)


def points_of(scenario: Scenario) -> list[str]:
    """Returns the topics that a quiz may ask about, `kind:id`."""
    product = scenario.product
    topics: dict[str, Sequence[Any]] = {
        "key_message": product.key_messages, "evidence": product.evidence, "must_not_say": product.must_not_say,
        "must_do": product.must_do, "fact": scenario.facts, "objection": scenario.objections,
    }  # fmt: skip
    return [f"{kind}:{topic.id}" for kind, found in topics.items() for topic in found]


def _faults(item: QuizItem) -> Iterator[tuple[str, str, dict[str, object]]]:
    if item.kind == "gap":
        if item.answers:
            yield "answers", "quiz-gap-answers", {}
        if item.asks.count(GAP) != 1:
            yield "asks", "quiz-gap-mark", {"mark": GAP}
        return
    fewest = FEWEST[item.kind]
    if len(item.answers) < fewest:
        yield "answers" if item.answers else "kind", "quiz-few-answers", {"kind": item.kind, "fewest": fewest}
        return
    if len(set(item.answers)) < len(item.answers):
        yield "answers", "quiz-same-answers", {}
    if item.kind in ONE_RIGHT and len(item.rights) != 1:
        yield "right", "quiz-one-right", {"kind": item.kind}
    if item.kind == "order" and sorted(item.rights) != sorted(item.answers):
        yield "right", "quiz-order-all", {}
    elif missing := [right for right in item.rights if right not in item.answers]:
        yield "right", "quiz-right-unknown", {"right": missing[0]}
    elif item.kind == "multiple" and not 1 < len(item.rights) < len(item.answers):
        yield "right", "quiz-several-right", {}
