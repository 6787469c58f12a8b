"""What must hold for a rubric beyond its single keys: weights, signals, anchors, examples."""

from collections.abc import Iterator

from roleplay.content.content_file import File
from roleplay.content.problem import Problem
from roleplay.content.rubric import Rubric
from roleplay.content.signal_rules import problems_of_signals
from roleplay.content.yaml_reader import Path


def weights_add_up(file: File, files: list[File]) -> Iterator[Problem]:
    total = sum(criterion.weight for criterion in file.model.criteria)
    if total != 100:
        yield file.problem(("criteria",), "weights", total=total)


def signals_are_sound(file: File, files: list[File]) -> Iterator[Problem]:
    rubric: Rubric = file.model
    scenarios = [other.model for other in files if other.kind == "scenario" and other.model.rubric == rubric.id]
    for outer, criterion in enumerate(rubric.criteria):
        for inner, check in enumerate(criterion.checks):
            path: Path = ("criteria", outer, "checks", inner)
            if check.signal is None:
                yield file.warning(path, "no-signal", id=check.id)
            else:
                for where, code, params in problems_of_signals(check.signal, (*path, "signal"), scenarios):
                    yield file.problem(where, code, **params)


def anchors_stand_at_both_ends(file: File, files: list[File]) -> Iterator[Problem]:
    for index, criterion in enumerate(file.model.criteria):
        if not {0, 5} <= set(criterion.levels):
            yield file.problem(("criteria", index, "levels"), "levels-ends", key=criterion.id)


def examples_expect_something(file: File, files: list[File]) -> Iterator[Problem]:
    rubric: Rubric = file.model
    known = rubric.checks()
    for index, example in enumerate(rubric.examples):
        path: Path = ("examples", index)
        if example.at_least is None and example.at_most is None and not example.checks:
            yield file.problem(path, "no-expectation", file=example.transcript)
        for id in example.checks:
            if id not in known:
                yield file.problem((*path, "checks", id), "no-check", id=id, known=", ".join(known))
