"""Today's content as a server serves it: a file with an error harms itself only, and changed files are noticed.

A file that cannot be read any more is served in its last good version, which is kept across restarts; one that never was good, and what
needs it, is left out. Talks under way keep the content they began with: it is stored with them.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from roleplay.content.content_file import File
from roleplay.content.examples import problems_of_examples
from roleplay.content.library import KINDS, Kind, Library, general_rubrics, library_of, parse, read_file
from roleplay.content.problem import BadContent, Problem, in_order
from roleplay.content.rules import problems_across
from roleplay.content.yaml_reader import Place
from roleplay.errors import RoleplayError

LOOKS_EVERY = 2.0  # seconds between two looks at the files: judgement, an author does not notice it
log = logging.getLogger(__name__)
Signature = tuple[tuple[str, int, int], ...]  # name, time of change in ns, size of every file


@dataclass(frozen=True)
class ServedLibrary:
    """A library without errors, and what is wrong with the files that it lacks or serves in an older version."""

    library: Library
    problems: tuple[Problem, ...]  # errors of today's files
    older: frozenset[str]  # names of files served in their last good version
    left_out: frozenset[str]  # names of files not served at all


class ServedContent:
    """Called, it returns today's Library. `kept` is the folder for last good versions; `clock` is for tests."""

    def __init__(self, folder: Path, kept: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder, self.kept, self._clock = folder, kept, clock
        self._served: ServedLibrary | None = None
        self._signature: Signature = ()
        self._looked = 0.0
        self._lock = threading.Lock()

    def __call__(self) -> Library:
        """Returns the library, read again where a file changed. Raises BadContent when no scenario can be served at all."""
        return self.look().library

    def look(self) -> ServedLibrary:
        """Returns what is served. While one thread reads changed files, the others are served what there was."""
        if self._served is not None and (self._clock() - self._looked < LOOKS_EVERY or self._lock.locked()):
            return self._served
        with self._lock:
            if self._served is None or self._clock() - self._looked >= LOOKS_EVERY:
                self._read_if_changed()
                self._looked = self._clock()
            assert self._served is not None
            return self._served

    def _read_if_changed(self) -> None:
        signature = _signature(self.folder)
        if self._served is not None and signature == self._signature:
            return
        try:
            served = read_served(self.folder, self.kept)
        except BadContent:
            if self._served is None:
                raise
            log.error("no scenario in the content can be read any more: what was read before is served")
        else:
            _tell(served, first=self._served is None)
            self._served = served
        self._signature = signature


def read_served(folder: Path, kept: Path) -> ServedLibrary:
    """Reads the folder and leaves out what has errors. Raises BadContent when no scenario is left."""
    files, problems, older, left_out = _read_files(folder, kept)
    while found := [problem for problem in _across(files) if problem.level == "error"]:
        problems += [problem for problem in found if problem not in problems]
        for name in {problem.file for problem in found}:
            faulty = next(file for file in files if file.name == name)
            files.remove(faulty)
            good = None if name in older else _last_good(cast(Kind, faulty.kind), kept / name, name)
            if good is not None and good.text != faulty.text:
                files.append(good)
                older.add(name)
            else:
                older.discard(name)
                left_out.add(name)
    files.sort(key=lambda file: file.name)
    # what an example of a rubric lacks keeps nobody from practising
    problems += [problem for problem in problems_of_examples(files, folder) if problem.level == "error"]
    library = library_of([*files, *general_rubrics(files)])
    if not library.scenarios:
        raise BadContent(problems or [_nothing(folder)])
    _keep(files, kept)
    return ServedLibrary(library, tuple(in_order(problems)), frozenset(older), frozenset(left_out))


def _read_files(folder: Path, kept: Path) -> tuple[list[File], list[Problem], set[str], set[str]]:
    files: list[File] = []
    problems: list[Problem] = []
    older: set[str] = set()
    left_out: set[str] = set()
    for kind, (name, _model) in KINDS.items():
        for path in sorted((folder / name).glob("*.y*ml")):
            called = f"{name}/{path.name}"
            file, found = read_file(kind, path, called)
            if file is None:
                problems += found
                file = _last_good(kind, kept / called, called)
                (older if file else left_out).add(called)
            files += [file] if file else []
    return files, problems, older, left_out


def _across(files: list[File]) -> list[Problem]:
    return [
        problem
        for problem in problems_across([*files, *general_rubrics(files)])
        if problem.file in {file.name for file in files}
    ]


def _last_good(kind: Kind, path: Path, called: str) -> File | None:
    try:
        return parse(kind, path.read_text(encoding="utf-8"), called)[0]
    except (OSError, UnicodeDecodeError):
        return None


def _keep(files: list[File], kept: Path) -> None:
    """Writes the versions that are served; where the disk does not take them, only a restart would miss them."""
    try:
        for file in files:
            path = kept / file.name
            if not path.is_file() or path.read_text(encoding="utf-8") != file.text:
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_suffix(".part")
                part.write_text(file.text, encoding="utf-8")
                part.replace(path)
    except (OSError, UnicodeDecodeError) as trouble:
        log.warning("the last good versions of content files cannot be kept: %s", trouble)


def _nothing(folder: Path) -> Problem:
    return Problem("scenarios/", Place(1, 1), "no-files", {"folder": str(folder / "scenarios"), "kind": "scenario"})


def _signature(folder: Path) -> Signature:
    found = []
    for name, _model in KINDS.values():
        for path in sorted((folder / name).glob("*.y*ml")):
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue  # it was deleted between the two looks
            found.append((f"{name}/{path.name}", stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def _tell(served: ServedLibrary, *, first: bool) -> None:
    for problem in served.problems:
        place = f"{problem.file}:{problem.place.line}:{problem.place.column}"
        log.error("%s: %s %s", place, problem.what(), problem.mend())
    for name in sorted(served.older):
        log.warning("%s is served in its last good version", name)
    for name in sorted(served.left_out):
        log.warning("%s is left out until it is fixed", name)
    if not first:
        log.info("content was read again: %d scenarios", len(served.library.scenarios))


def problems_served(library: Callable[[], Library]) -> ServedLibrary | None:
    """Returns what is wrong with the served content, where it is served from files; None for a library made otherwise."""
    if not isinstance(library, ServedContent):
        return None
    try:
        return library.look()
    except RoleplayError:
        return None
