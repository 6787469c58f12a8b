"""A content file whose keys are right, as the rules read it: its place for a Problem, its fellows by kind and id."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from roleplay.content.base import primary
from roleplay.content.problem import Problem
from roleplay.content.yaml_reader import Path, Source


@dataclass(frozen=True)
class File:
    """A content file whose keys are right; `name` is relative to the content folder."""

    kind: str
    name: str
    text: str
    source: Source
    model: Any

    @property
    def id(self) -> str:
        return str(self.model.id)

    def problem(self, path: Path, code: str, **params: object) -> Problem:
        return Problem(self.name, self.source.place(path), code, params)

    def warning(self, path: Path, code: str, **params: object) -> Problem:
        return Problem(self.name, self.source.place(path), code, params, "warning")


def file_of(files: Iterable[File], kind: str, id: str) -> File | None:
    """Finds the file of a kind with an id."""
    return next((file for file in files if file.kind == kind and file.id == id), None)


def known_ids(files: Iterable[File], kind: str) -> str:
    """Lists the ids of a kind for a message; `-` where there are none."""
    return ", ".join(sorted(file.id for file in files if file.kind == kind)) or "-"


def scenario_beside(file: File, files: Iterable[File]) -> File | None:
    """Finds the scenario that a rehearsal or hearing file belongs to, by its id; None also where it is in another language."""
    scenario = file_of(files, "scenario", file.id)
    return scenario if scenario and primary(scenario.model.language) == primary(file.model.language) else None
