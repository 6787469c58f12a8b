"""Imports a transcript as an attempt of kind `imported`, with its scorecard and the content it was scored by."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import uuid4

from roleplay.attempt import Attempt
from roleplay.errors import RoleplayError
from roleplay.scoring.hearing import hear_turns
from roleplay.scoring.hearings import hearing_hash
from roleplay.scoring.scorer import SIGNALS_VERSION, score
from roleplay.scoring_jobs.scoring_target import ScoringTarget
from roleplay.store.database import Database
from roleplay.store.imported_attempts import add_imported, find_imported
from roleplay.store.turns import StoredTurn
from roleplay.transcript import Transcript


@dataclass(frozen=True)
class Imported:
    """`new` is false when the same words were imported for this person, rubric and scenario before."""

    attempt: Attempt
    new: bool


def import_transcript(database: Database, transcript: Transcript, standard: ScoringTarget, person: str) -> Imported:
    """Keeps a bare transcript and scores it by signals."""
    source = source_of(transcript, standard)
    if known := find_imported(database, person, source):
        return Imported(known, new=False)
    turns = list(stored_turns(transcript, standard))
    card = score(transcript, standard.rubric, standard.scenario)
    hearing = hearing_hash(transcript.model_copy(update={"turns": tuple(stored.turn for stored in turns)}))
    attempt = _attempt(transcript, standard, person, source, turns)
    if kept := add_imported(database, attempt, standard.texts, turns, SIGNALS_VERSION, card, hearing):
        return Imported(kept, new=True)
    if known := find_imported(database, person, source):
        return Imported(known, new=False)
    raise RoleplayError("store-busy")


def source_of(transcript: Transcript, standard: ScoringTarget) -> str:
    """A hash of who said what, in which language, and of what it is scored by; not of how the file was laid out."""
    said = [[turn.speaker, turn.text] for turn in transcript.turns]
    by = [standard.rubric.id, standard.scenario.id if standard.scenario else None]
    return hashlib.sha256(json.dumps([transcript.language, *by, said]).encode()).hexdigest()


def stored_turns(transcript: Transcript, standard: ScoringTarget) -> Iterator[StoredTurn]:
    """The turns with what was heard in them; phases are worked out by listening."""
    for one in hear_turns(transcript, standard.scenario):
        own = one.heard if one.turn.speaker == "seller" else None
        heard = {"phase": one.phase, "moves": one.heard.moves, "topics": one.heard.topics, "heard": own}
        turn = one.turn.model_copy(update=heard)
        yield StoredTurn(str(uuid4()), turn, heard=asdict(own) if own else None)


def _attempt(
    transcript: Transcript, standard: ScoringTarget, person: str, source: str, turns: list[StoredTurn]
) -> Attempt:
    """When it was spoken nobody told, so its times are those of the import; how it ended neither."""
    now = datetime.now(UTC)
    return Attempt(
        id=str(uuid4()), person=person, kind="imported", scenario=standard.scenario.id if standard.scenario else "",
        persona="", rubric=standard.rubric.id, language=transcript.language, difficulty="standard", seed=0, customer="",
        content=standard.content, started_at=now, touched_at=now, finished_at=now, phase=turns[-1].turn.phase,
        turns=len(turns), source=source,
    )  # fmt: skip
