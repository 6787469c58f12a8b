"""Chooses by what a transcript from outside is scored: a rubric by id or file, with a scenario or without one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rapidfuzz import fuzz, process

from roleplay.content.base import primary
from roleplay.content.defaults import GENERAL_RUBRICS
from roleplay.content.library import Library, content_hash, general_rubric, load_library, read_file
from roleplay.content.problem import BadContent
from roleplay.content.rubric import Rubric
from roleplay.content.rules import problems_across
from roleplay.content.scenario import Scenario
from roleplay.errors import NotFound, RoleplayError

NEAR = 65  # of a hundred: how alike a misspelt name and a known one are
WHEREVER = ("file-name",)  # what only matters in the library's own folders


@dataclass(frozen=True)
class ScoringTarget:
    """A rubric and, where there is one, the scenario; `sources` maps `kind:id` to the files' texts."""

    rubric: Rubric
    scenario: Scenario | None
    sources: dict[str, str]

    @cached_property
    def content(self) -> dict[str, str]:
        """`kind:id` -> hash, as an attempt names what it uses."""
        return {name: content_hash(text) for name, text in self.sources.items()}

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        """Hash -> (kind, text), as the store keeps it."""
        return {self.content[name]: (name.partition(":")[0], text) for name, text in self.sources.items()}

    def check_language(self, language: str, file: str) -> None:
        """Raises RoleplayError `transcript-other-language` when the talk is in another one."""
        for kind, theirs in (("rubric", self.rubric), ("scenario", self.scenario)):
            if theirs is not None and primary(theirs.language) != primary(language):
                raise RoleplayError(
                    "transcript-other-language", file=file, language=language, kind=kind, id=theirs.id, theirs=theirs.language
                )  # fmt: skip


def choose_target(folder: Path, rubric: str | None, scenario: str | None) -> ScoringTarget:
    """`rubric` is an id or a file; without one it is the scenario's.

    Raises NotFound, `rubric-needed`, `rubric-unreadable`, or BadContent.
    """
    if not (rubric or scenario):
        raise RoleplayError("rubric-needed")
    if rubric and _is_file(rubric):
        chosen, text = read_rubric(rubric)
        situation, sources = _scenario(load_library(folder), scenario) if scenario else (None, {})
        return ScoringTarget(chosen, situation, {**sources, f"rubric:{chosen.id}": text})
    library = load_library(folder)
    situation, sources = _scenario(library, scenario) if scenario else (None, {})
    id = rubric or (situation.rubric if situation else "")
    chosen, text = _rubric(library, id)
    return ScoringTarget(chosen, situation, {**sources, f"rubric:{id}": text})


def _rubric(library: Library, id: str) -> tuple[Rubric, str]:
    """A rubric of the library or one that is built in, with its text."""
    if id in GENERAL_RUBRICS and id not in library.rubrics:
        file = general_rubric(id)
        return file.model, file.text
    return find_rubric(library, id), library.source("rubric", id)


def find_rubric(library: Library, id: str) -> Rubric:
    """Raises NotFound `rubric-not-found`, or `rubric-misspelt` where a name is near."""
    if id in library.rubrics:
        return library.rubrics[id]
    raise not_found("rubric", id, library.rubrics)


def not_found(kind: str, id: str, known: Iterable[str]) -> NotFound:
    """The error for a name that nothing has: it names the nearest, or all."""
    names = sorted(known)
    if close := process.extractOne(id, names, scorer=fuzz.ratio, score_cutoff=NEAR):
        return NotFound(f"{kind}-misspelt", id=id, meant=close[0])
    return NotFound(f"{kind}-not-found", id=id, known=", ".join(names) or "-")


def read_rubric(file: str) -> tuple[Rubric, str]:
    """The rubric in a file anywhere, with its text. Raises RoleplayError `rubric-unreadable`, or BadContent."""
    try:
        read, problems = read_file("rubric", Path(file), Path(file).name)
    except OSError as trouble:
        raise RoleplayError("rubric-unreadable", file=file, reason=trouble.strerror or str(trouble)) from trouble
    problems += problems_across([read]) if read else []
    problems = [problem for problem in problems if problem.code not in WHEREVER]
    if read is None or any(problem.level == "error" for problem in problems):
        raise BadContent(problems)
    return read.model, read.text


def _is_file(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name


def _scenario(library: Library, id: str) -> tuple[Scenario, dict[str, str]]:
    if id not in library.scenarios:
        raise not_found("scenario", id, library.scenarios)
    names = [name for name in (f"scenario:{id}", f"hearing:{id}") if name in library.sources]
    return library.scenarios[id], {name: library.sources[name] for name in names}
