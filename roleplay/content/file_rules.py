"""What holds for every content file: its name is its id, and ids occur once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from roleplay.content.base import primary
from roleplay.content.content_file import File, file_of, known_ids
from roleplay.content.problem import Problem
from roleplay.content.yaml_reader import Path


def file_bears_its_id(file: File, files: list[File]) -> Iterator[Problem]:
    wanted = f"{file.id}.yaml"
    if file.name.rsplit("/", 1)[-1] != wanted:
        yield file.problem(("id",), "file-name", id=file.id, wanted=wanted)


def doubles(files: list[File]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], File] = {}
    for file in files:
        first = seen.setdefault((file.kind, file.id), file)
        if first is not file:
            yield file.problem(("id",), "duplicate-id", id=file.id, first=first.name)


def ids_are_unique(file: File, files: list[File]) -> Iterator[Problem]:
    for path in ID_LISTS[file.kind]:
        counts: Counter[str] = Counter()
        for where, id in _ids(file, path):
            counts[id] += 1
            if counts[id] > 1:
                yield file.problem((*where, "id"), "duplicate-id-inside", id=id, around=", ".join(path))


ID_LISTS: dict[str, list[tuple[str, ...]]] = {
    "persona": [],
    "scenario": [("facts",), ("objections",)] + [("product", kind) for kind in ("key_messages", "evidence", "must_not_say", "must_do")],
    "rubric": [("criteria",), ("criteria", "checks")],
    "rehearsal": [],
    "hearing": [],
    "programme": [],
    "quiz": [("items",)],
}  # fmt: skip


def _ids(file: File, path: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    if path == ("criteria", "checks"):
        for outer, criterion in enumerate(file.model.criteria):
            for inner, check in enumerate(criterion.checks):
                yield ("criteria", outer, "checks", inner), check.id
        return
    items: Any = file.model
    for name in path:
        items = getattr(items, name)
    for index, item in enumerate(items):
        yield (*path, index), item.id


def scenario_is_there(file: File, files: list[File]) -> Iterator[Problem]:
    """A rehearsal or hearing file has its scenario's id and language."""
    scenario = file_of(files, "scenario", file.id)
    if scenario is None:
        yield file.problem(("id",), "no-scenario", id=file.id, known=known_ids(files, "scenario"))
    elif primary(scenario.model.language) != primary(file.model.language):
        theirs, ours = scenario.model.language, file.model.language
        yield file.problem(("language",), "lines-language", theirs=theirs, ours=ours)
