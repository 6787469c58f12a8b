"""Scorecards: scoring anew adds, never overwrites; the first one's result stands on the attempt."""

from sqlmodel import Session, col, select

from roleplay.attempt import Attempt
from roleplay.scorecard import Scorecard
from roleplay.store.attempts import as_attempt
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, ScorecardRow, now


def add_scorecard(database: Database, attempt: str, rubric_hash: str, version: str, card: Scorecard) -> Attempt:
    """Adds it unless this scorer, in this version, has scored this attempt by this rubric already."""
    with database.writing() as session:
        row = session.get_one(AttemptRow, attempt)
        made = _cards(session, attempt)
        if not any(
            (each.rubric_hash, each.scorer, each.scorer_version) == (rubric_hash, card.scorer, version) for each in made
        ):
            session.add(_as_row(attempt, rubric_hash, version, card))
        if not made:
            row.total, row.passed = card.total, card.passed
        return as_attempt(row)


def first_scorecard(database: Database, attempt: str) -> Scorecard | None:
    with database.reading() as session:
        made = _cards(session, attempt)
        return Scorecard.model_validate(made[0].card) if made else None


def _cards(session: Session, attempt: str) -> list[ScorecardRow]:
    wanted = select(ScorecardRow).where(ScorecardRow.attempt == attempt).order_by(col(ScorecardRow.id))
    return list(session.exec(wanted))


def _as_row(attempt: str, rubric_hash: str, version: str, card: Scorecard) -> ScorecardRow:
    kept = card.model_dump(mode="json", by_alias=True)
    return ScorecardRow(
        attempt=attempt, rubric_hash=rubric_hash, scorer=card.scorer, scorer_version=version, made_at=now(), card=kept
    )
