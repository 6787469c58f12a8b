"""Streams the scorecards that agreement is measured on: practice only, no retries, abandoned or private talks."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import col, select

from roleplay.scorecard import Scorecard
from roleplay.store.database import Database
from roleplay.store.tables import ANEW, AttemptRow, ScorecardRow

AT_ONCE = 200


@dataclass(frozen=True)
class StreamedCard:
    """A scorecard with whose attempt, by which wording of the rubric, and by which version of the scorer."""

    attempt: str
    rubric_hash: str
    scorer_version: str
    card: Scorecard


def stream_practice_cards(database: Database) -> Iterator[StreamedCard]:
    """All scorecards, attempt by attempt in the order they were made; read in portions, so that memory stays flat."""
    wanted = (
        select(ScorecardRow)
        .join(AttemptRow, col(AttemptRow.id) == col(ScorecardRow.attempt))
        .where(
            AttemptRow.kind == "practice",
            col(AttemptRow.parent).is_(None),
            col(AttemptRow.abandoned).is_(False),
            col(AttemptRow.private).is_(False),
            col(ScorecardRow.hearing).not_like(f"{ANEW}%"),  # one scorer gives one value a talk
        )
        .order_by(col(ScorecardRow.attempt), col(ScorecardRow.id))
        .execution_options(yield_per=AT_ONCE)
    )
    with database.reading() as session:
        for row in session.exec(wanted):
            yield StreamedCard(row.attempt, row.rubric_hash, row.scorer_version, Scorecard.model_validate(row.card))
