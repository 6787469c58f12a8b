"""Reads the content folders, checks every reference, and gives a Library or every Problem at once."""

import hashlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from roleplay.content.content_file import File
from roleplay.content.defaults import GENERAL_RUBRICS, general_rubric_text
from roleplay.content.examples import problems_of_examples
from roleplay.content.hearing import Hearing
from roleplay.content.persona import Persona
from roleplay.content.problem import BadContent, Problem, in_order
from roleplay.content.programme import Programme
from roleplay.content.quiz import Quiz
from roleplay.content.rehearsal import Rehearsal
from roleplay.content.rubric import Rubric
from roleplay.content.rules import problems_across
from roleplay.content.scenario import Scenario
from roleplay.content.short import SHORT_KINDS, filled, is_short
from roleplay.content.validate import problems_of
from roleplay.content.yaml_reader import Place, YamlFault, read_yaml

Kind = Literal["persona", "scenario", "rubric", "rehearsal", "programme", "hearing", "quiz"]
KINDS: dict[Kind, tuple[str, type[BaseModel]]] = {
    "persona": ("personas", Persona),
    "scenario": ("scenarios", Scenario),
    "rubric": ("rubrics", Rubric),
    "rehearsal": ("rehearsals", Rehearsal),
    "programme": ("programmes", Programme),
    "hearing": ("hearing", Hearing),
    "quiz": ("quiz", Quiz),
}
OPTIONAL = ("rehearsal", "programme", "hearing", "quiz")
MOST_BYTES = 1_000_000
UNKNOWN_FILE = ("no-persona", "no-rubric", "no-scenario", "stage-no-scenario")


@dataclass(frozen=True)
class Library:
    """Content without errors. `sources` maps `kind:id` to the file's text; a scenario brings its hearing file with it."""

    personas: dict[str, Persona] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    rubrics: dict[str, Rubric] = field(default_factory=dict)
    rehearsals: dict[str, Rehearsal] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    hearings: dict[str, Hearing] = field(default_factory=dict)
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def source(self, kind: Kind, id: str) -> str:
        return self.sources[f"{kind}:{id}"]

    def hash(self, kind: Kind, id: str) -> str:
        return content_hash(self.source(kind, id))


def content_hash(text: str) -> str:
    """Names a version of a content file: SHA-256 of its text."""
    return hashlib.sha256(text.encode()).hexdigest()


def load_library(folder: Path) -> Library:
    """The library in `folder`. Raises BadContent with every Problem when one of them is an error."""
    library, problems = read_library(folder)
    if library is None:
        raise BadContent(problems)
    return library


def read_library(folder: Path) -> tuple[Library | None, list[Problem]]:
    """The library, or None when there are errors; and every Problem, warnings too, in order."""
    files: list[File] = []
    problems: list[Problem] = []
    missing: list[Problem] = []
    for kind, (name, _model) in KINDS.items():
        paths = sorted((folder / name).glob("*.y*ml"))
        if not paths and kind not in OPTIONAL:
            missing.append(Problem(f"{name}/", Place(1, 1), "no-files", {"folder": str(folder / name), "kind": kind}))
        for path in paths:
            file, found = read_file(kind, path, f"{name}/{path.name}")
            problems += found
            files += [file] if file else []
    general = general_rubrics(files)
    files += general
    # a scenario that cannot be read may be one that needs no rubric of the folder's
    unread = any(problem.file.startswith("scenarios/") for problem in problems)
    problems += [each for each in missing if each.params["kind"] != "rubric" or not (general or unread)]
    # a reference to a file that is itself faulty is no second problem
    faulty = {problem.file.rsplit("/", 1)[-1].removesuffix(".yaml") for problem in problems}
    problems += [
        problem
        for problem in problems_across(files)
        if problem.code not in UNKNOWN_FILE or problem.params["id"] not in faulty
    ]
    problems += problems_of_examples(files, folder)
    broken = any(problem.level == "error" for problem in problems)
    return (None if broken else library_of(files)), in_order(problems)


def general_rubrics(files: list[File]) -> list[File]:
    """Returns the built-in rubrics that a scenario uses and no file of the folder replaces."""
    own = {file.id for file in files if file.kind == "rubric"}
    used = {file.model.rubric for file in files if file.kind == "scenario"} & set(GENERAL_RUBRICS)
    return [general_rubric(id) for id in sorted(used - own)]


def general_rubric(id: str) -> File:
    """A built-in rubric, as if it stood in the folder."""
    file, problems = parse("rubric", general_rubric_text(id), f"rubrics/{id}.yaml")
    assert file is not None, problems
    return file


def read_file(kind: Kind, path: Path, name: str) -> tuple[File | None, list[Problem]]:
    """One file: its model with places, or its Problems. `name` is how Problems call it."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None, [Problem(name, Place(1, 1), "too-big", {"most": MOST_BYTES})]
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        return None, [Problem(name, Place(1, 1), "not-utf8", {"byte": fault.start})]
    return parse(kind, text, name)


def parse(kind: Kind, text: str, name: str) -> tuple[File | None, list[Problem]]:
    """The model in `text`, or its Problems."""
    model = KINDS[kind][1]
    try:
        source = read_yaml(text)
    except YamlFault as fault:
        return None, [Problem(name, fault.place, fault.code, fault.params)]
    known = (1, 2) if kind in SHORT_KINDS else (1,)
    if (version := source.data.get("format")) not in (None, *known):
        said = ", ".join(f"`format: {each}`" for each in known)
        return None, [Problem(name, source.place(("format",)), "format", {"value": version, "known": said})]
    try:
        made = model.model_validate(filled(kind, source.data), context={"format": version})
        return File(kind, name, text, source, made), []
    except ValidationError as fault:
        found = problems_of(fault, model, source, name)
        return None, [_as_short(problem) if is_short(source.data) else problem for problem in found]


def _as_short(problem: Problem) -> Problem:
    """In the short form a worry lacks `answered_by`, not the long `resolved_when` that is made of it."""
    key = str(problem.params.get("key"))
    if problem.code != "missing-key" or not key.endswith("resolved_when"):
        return problem
    return replace(problem, params={**problem.params, "key": key.removesuffix("resolved_when") + "answered_by"})


@lru_cache(maxsize=256)
def read_content(kind: Kind, text: str) -> BaseModel:
    """The model of a text that was valid when it was stored. Raises BadContent when today's code cannot read it."""
    file, problems = parse(kind, text, f"stored {kind}")
    if file is None:
        raise BadContent(problems)
    return file.model


def library_of(files: list[File]) -> Library:
    """Makes the library of files without errors."""

    def of(kind: str) -> dict[str, BaseModel]:
        return {file.id: file.model for file in files if file.kind == kind}

    hearings = {file.id: file.model for file in files if file.kind == "hearing"}
    scenarios = {id: scenario.with_hearing(hearings.get(id)) for id, scenario in of("scenario").items()}  # type: ignore[attr-defined]
    sources = {f"{file.kind}:{file.id}": file.text for file in files}
    kinds = of("persona"), scenarios, of("rubric"), of("rehearsal"), of("programme"), of("hearing"), of("quiz")
    return Library(*kinds, sources)  # type: ignore[arg-type]
