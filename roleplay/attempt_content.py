"""The content of an attempt as that attempt used it, whatever the files say today."""

from functools import lru_cache
from typing import NamedTuple, cast

from roleplay.attempt import Attempt
from roleplay.content.hearing import Hearing
from roleplay.content.library import Kind, Library, read_content
from roleplay.content.persona import Persona
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.errors import NotFound, RoleplayError
from roleplay.store.content_versions import read_text
from roleplay.store.database import Database


class AttemptContent(NamedTuple):
    scenario: Scenario
    persona: Persona
    rubric: Rubric


class ContentReader:
    """Reads each version of a content file once."""

    def __init__(self, database: Database) -> None:
        @lru_cache(maxsize=128)
        def read(kind: Kind, hash: str) -> object:
            return read_content(kind, read_text(database, hash))

        @lru_cache(maxsize=128)
        def read_scenario(hash: str, hearing: str | None) -> Scenario:
            beside = cast(Hearing, read("hearing", hearing)) if hearing else None
            return cast(Scenario, read("scenario", hash)).with_hearing(beside)

        self._read = read
        self._read_scenario = read_scenario

    def of(self, attempt: Attempt) -> AttemptContent:
        """Raises RoleplayError `attempt-imported` for a talk that had no customer of ours."""
        if attempt.kind == "imported":
            raise RoleplayError("attempt-imported", id=attempt.id)
        hearing = attempt.content.get(f"hearing:{attempt.scenario}")
        scenario = self._read_scenario(attempt.content[f"scenario:{attempt.scenario}"], hearing)
        persona = self._read("persona", attempt.content[f"persona:{attempt.persona}"])
        rubric = self._read("rubric", attempt.content[f"rubric:{attempt.rubric}"])
        return AttemptContent(scenario, cast(Persona, persona), cast(Rubric, rubric))

    def rubric(self, hash: str) -> Rubric:
        """One version of a rubric. Raises NotFound."""
        return cast(Rubric, self._read("rubric", hash))

    def scenario(self, hash: str, hearing: str | None = None) -> Scenario:
        """One version of a scenario, and of the hearing file beside it by the hash of that. Raises NotFound."""
        return self._read_scenario(hash, hearing)


def choose_content(library: Library, scenario: str, persona: str | None) -> AttemptContent:
    """What a new attempt uses today. Raises NotFound, or `persona-not-here` for a persona of another scenario."""
    chosen = library.scenarios.get(scenario)
    if chosen is None:
        raise NotFound("scenario-not-found", id=scenario, known=", ".join(sorted(library.scenarios)) or "-")
    persona = persona or chosen.personas[0]
    if persona not in chosen.personas:
        raise RoleplayError("persona-not-here", id=persona, scenario=scenario, known=", ".join(chosen.personas))
    return AttemptContent(chosen, library.personas[persona], library.rubrics[chosen.rubric])


def texts_of(library: Library, material: AttemptContent) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """`kind:id` -> hash for the attempt, and hash -> (kind, text) for the store."""
    pieces: list[tuple[Kind, str]] = [
        ("scenario", material.scenario.id), ("persona", material.persona.id), ("rubric", material.rubric.id),
    ]  # fmt: skip
    if f"hearing:{material.scenario.id}" in library.sources:
        pieces.append(("hearing", material.scenario.id))
    hashes = {f"{kind}:{id}": library.hash(kind, id) for kind, id in pieces}
    texts = {library.hash(kind, id): (str(kind), library.source(kind, id)) for kind, id in pieces}
    return hashes, texts
