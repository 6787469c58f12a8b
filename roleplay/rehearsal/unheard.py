"""Examples and gold lines that are not heard as what they are for, as Problems with their places.

To hear all lines of a scenario takes seconds. What came of it is kept under a hash of the scenario's catalogue and of the
ear, the shipped scenarios' in the package: so nothing is heard twice, and after any change everything is.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path as FilePath

from roleplay.content.lesson_rules import texts, topics_written
from roleplay.content.library import Kind, Library
from roleplay.content.problem import Problem
from roleplay.content.scenario import Scenario
from roleplay.content.yaml_reader import Path, Source, read_yaml
from roleplay.listening.meaning.encoder import encoder
from roleplay.rehearsal.lessons import judged_as_in_talks

Unheard = list[tuple[str, str, list[str]]]  # topic, line, topics heard
SHIPPED = "heard.json"  # hash -> Unheard
LISTENS = (".py", ".yaml", ".npz", ".json")  # what an ear is made of
EMPTY = "-"
# Of a few examples each counts; of many, which hold the odd and the mangled on purpose, a share may be missed (judgement).
MANY, FEW = 8, 0.2
Found = tuple[str, Source, Path]  # the file's name, its source, and where a line stands
KINDS: tuple[tuple[Kind, str], ...] = (("scenario", "scenarios"), ("hearing", "hearing"))


def can_listen() -> bool:
    """Whether there is an ear that examples teach."""
    return encoder() is not None


def problems_of_hearing(library: Library, kept: FilePath, done: Callable[[], None]) -> Iterator[Problem]:
    """The warnings for every scenario; `kept` is the folder for what was heard, and `done` is called after each."""
    for id, scenario in sorted(library.scenarios.items()):
        unheard = heard_before(scenario, kept)
        if unheard is None:
            unheard = listen(scenario)
            _keep(scenario, unheard, kept)
        yield from _placed(library, id, unheard) if unheard else ()
        done()


def listen(scenario: Scenario) -> Unheard:
    """Hears every line. Where an ear for meaning does not listen nothing is said against any."""
    judged = judged_as_in_talks(scenario)
    return [(one.topic, one.line, list(one.heard)) for one in judged if "meaning" in one.ears and not one.is_heard]


def key_of(scenario: Scenario) -> str:
    """Changes with anything that could change what is heard."""
    gold = [(one.for_, one.line) for one in scenario.gold]
    return sha256(repr((scenario.full_catalogue, gold, _ear())).encode()).hexdigest()


@cache
def _ear() -> str:
    """The code and the data of listening, and the encoder."""
    found = encoder()
    digest = sha256((found.version if found else "").encode())
    top = FilePath(str(files("roleplay.listening")))
    for path in sorted(path for path in top.rglob("*") if path.suffix in LISTENS):
        digest.update(path.relative_to(top).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


# ---- what is kept


def heard_before(scenario: Scenario, kept: FilePath) -> Unheard | None:
    """What came of it when exactly this was heard; None if it never was."""
    key = key_of(scenario)
    if key in _shipped():
        return _shipped()[key]
    try:
        known: Unheard | None = json.loads((kept / f"{scenario.id}.json").read_text(encoding="utf-8")).get(key)
        return known
    except (OSError, ValueError, AttributeError):
        return None


def _keep(scenario: Scenario, unheard: Unheard, kept: FilePath) -> None:
    """The last state of each scenario. Where nothing can be written it is heard again the next time."""
    try:
        kept.mkdir(parents=True, exist_ok=True)
        text = json.dumps({key_of(scenario): unheard}, ensure_ascii=False)
        (kept / f"{scenario.id}.json").write_text(text, encoding="utf-8")
    except OSError:
        return


@cache
def _shipped() -> dict[str, Unheard]:
    file = files("roleplay.rehearsal") / SHIPPED
    found: dict[str, Unheard] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return found


# ---- where it stands


def _placed(library: Library, id: str, unheard: Unheard) -> Iterator[Problem]:
    written = [
        (f"{folder}/{id}.yaml", kind, read_yaml(library.source(kind, id)))
        for kind, folder in KINDS
        if f"{kind}:{id}" in library.sources
    ]
    places: dict[tuple[str, str], Found] = {
        (topic, line.strip()): (file, source, where)
        for file, kind, source in reversed(written)
        for topic, where, line in (*_examples(kind, source), *_gold(kind, source))
    }
    known = {one.id: len(one.examples) for one in library.scenarios[id].full_catalogue.topics}
    missed = Counter(topic for topic, line, _heard in unheard if _is_example(places.get((topic, line))))
    told: set[str] = set()
    for topic, line, heard in unheard:
        if not (found := places.get((topic, line))):
            continue
        file, source, where = found
        params: dict[str, object] = {"id": topic, "heard": ", ".join(heard) or EMPTY}
        code = "example-not-heard" if _is_example(found) else "gold-not-heard"
        if code == "example-not-heard" and known[topic] > MANY:
            if topic in told or missed[topic] <= known[topic] * FEW:
                continue
            told.add(topic)
            code, params = "examples-not-heard", {**params, "n": missed[topic], "all": known[topic]}
        yield Problem(file, source.place(where), code, params, "warning")


def _is_example(found: Found | None) -> bool:
    return found is not None and found[2][0] != "gold"


def _examples(kind: str, source: Source) -> Iterator[tuple[str, Path, str]]:
    for path, topic, item in topics_written(kind, source.data):
        yield from ((topic, where, line) for where, line in texts(item.get("examples"), (*path, "examples")))


def _gold(kind: str, source: Source) -> Iterator[tuple[str, Path, str]]:
    for at, one in enumerate(source.data.get("gold") or () if kind == "scenario" else ()):
        yield from ((topic, ("gold", at, "line"), str(one["line"])) for topic in one["for"])
