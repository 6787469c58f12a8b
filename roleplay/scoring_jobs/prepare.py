"""Prepares stored attempts for a scorer, and wraps the result: a scorecard, or why there is none."""

import os
import traceback
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from roleplay.attempt_content import ContentReader
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.errors import RoleplayError
from roleplay.scorecard import Scorecard
from roleplay.scoring.hearings import heard_anew, hearing_hash
from roleplay.store.database import Database
from roleplay.store.rescoring import AttemptToScore, ScoredAttempt, turns_of
from roleplay.store.scorecards import ANEW
from roleplay.transcript import Transcript


@dataclass(frozen=True)
class ScoringInput:
    """All that a scorer takes."""

    to_score: AttemptToScore
    transcript: Transcript
    rubric: Rubric
    scenario: Scenario | None
    hearing: str  # the hash of what the transcript's turns were heard as


@dataclass(frozen=True)
class ScoringFailure:
    """An attempt that got no scorecard; the others go on."""

    attempt: str
    trouble: RoleplayError


Results = Generator[list[ScoredAttempt | ScoringFailure], None, None]


def prepare_inputs(
    database: Database, contents: ContentReader, batch: Sequence[AttemptToScore]
) -> Iterator[ScoringInput | ScoringFailure]:
    """Reads a batch; an attempt whose content today's code cannot read has failed."""
    turns = turns_of(database, [each.attempt for each in batch])
    for each in batch:
        transcript = Transcript(
            language=each.language, turns=tuple(turns[each.attempt]), staged=each.kind != "imported", ending=each.ending
        )
        try:
            scenario = contents.scenario(each.scenario_hash, each.hearing_hash) if each.scenario_hash else None
            yield _ready(each, transcript, contents.rubric(each.rubric_hash), scenario)
        except RoleplayError as trouble:
            yield ScoringFailure(each.attempt, trouble)


def _ready(each: AttemptToScore, transcript: Transcript, rubric: Rubric, scenario: Scenario | None) -> ScoringInput:
    """Listened to anew where that is wanted; a hearing that differs from the stored one is marked as such."""
    hearing = hearing_hash(transcript)
    if not each.anew:
        return ScoringInput(each, transcript, rubric, scenario, hearing)
    again = heard_anew(transcript, scenario)
    found = hearing_hash(again)
    return ScoringInput(each, again, rubric, scenario, hearing if found == hearing else f"{ANEW}{found}")


def result_of(ready: ScoringInput, card: Scorecard) -> ScoredAttempt:
    return ScoredAttempt(ready.to_score, card.model_dump(mode="json", by_alias=True), ready.hearing)


def failure_of(ready: ScoringInput, error: Exception) -> ScoringFailure:
    """Names the kind of a surprise and its place, never its message: that may hold what people wrote."""
    if isinstance(error, RoleplayError):
        return ScoringFailure(ready.to_score.attempt, error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {place.name}, {os.path.basename(place.filename)}:{place.lineno}"  # noqa: PTH119
    return ScoringFailure(ready.to_score.attempt, RoleplayError("scoring-failed", where=where))
