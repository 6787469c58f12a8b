"""Scorecards: scoring anew adds, never overwrites; the one that counts has its result on the attempt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from roleplay.attempt import Attempt
from roleplay.scorecard import Scorecard
from roleplay.store.attempts import as_attempt
from roleplay.store.database import Database
from roleplay.store.ratings import keep_scorers_ratings
from roleplay.store.tables import ANEW, AttemptRow, ScorecardRow, now

__all__ = [
    "ANEW",
    "StoredCard",
    "add_scorecard",
    "card_row",
    "counting_scorecards",
    "find_scorecard",
    "list_scorecards",
]


@dataclass(frozen=True)
class StoredCard:
    """A scorecard with what makes it one of a kind: by which rubric's text, which version of its scorer, which hearing."""

    id: int
    rubric_hash: str
    scorer_version: str
    made_at: datetime
    card: Scorecard
    hearing: str = ""

    @property
    def is_heard_anew(self) -> bool:
        """Whether it was made from what was heard when the talk was listened to again."""
        return self.hearing.startswith(ANEW)


def add_scorecard(
    database: Database, attempt: str, rubric_hash: str, version: str, card: Scorecard, counts: bool = False,
    hearing: str = "",
) -> Attempt:  # fmt: skip
    """Adds it unless this scorer, in this version, has scored this hearing of this attempt by this rubric already.

    The first one counts until one is added with `counts`.
    """
    with database.writing() as session:
        attempt_row = session.get_one(AttemptRow, attempt)
        row = _same(_rows(session, attempt), rubric_hash, version, card, hearing)
        if row is None:
            row = card_row(attempt, rubric_hash, version, card, hearing)
            session.add(row)
            session.flush()
            if attempt_row.sampled:
                keep_scorers_ratings(session, row)
        if counts or attempt_row.scorecard is None:
            attempt_row.scorecard = row.id
            if attempt_row.review is None:  # a coach's word stands over any scorer's
                attempt_row.total, attempt_row.passed = row.card["total"], row.card["passed"]
                attempt_row.barred = card.barred
        return as_attempt(attempt_row)


def find_scorecard(database: Database, attempt: Attempt, id: int | None = None) -> StoredCard | None:
    """The attempt's scorecard with this id; without an id the one that counts."""
    with database.reading() as session:
        row = session.get(ScorecardRow, id or attempt.scorecard or 0)
        return _as_stored(row) if row is not None and row.attempt == attempt.id else None


def list_scorecards(database: Database, attempt: str) -> list[StoredCard]:
    """All of an attempt's, in the order they were made."""
    with database.reading() as session:
        return [_as_stored(row) for row in _rows(session, attempt)]


def counting_scorecards(database: Database, attempts: Sequence[Attempt]) -> dict[str, StoredCard]:
    """The scorecard that counts of each attempt that has one, by the attempt's id."""
    ids = [attempt.scorecard for attempt in attempts if attempt.scorecard is not None]
    with database.reading() as session:
        rows = session.exec(select(ScorecardRow).where(col(ScorecardRow.id).in_(ids)))
        return {row.attempt: _as_stored(row) for row in rows}


def _rows(session: Session, attempt: str) -> list[ScorecardRow]:
    wanted = select(ScorecardRow).where(ScorecardRow.attempt == attempt).order_by(col(ScorecardRow.id))
    return list(session.exec(wanted))


def _same(
    rows: list[ScorecardRow], rubric_hash: str, version: str, card: Scorecard, hearing: str
) -> ScorecardRow | None:
    wanted = (rubric_hash, card.scorer, version, hearing)
    return next((row for row in rows if (row.rubric_hash, row.scorer, row.scorer_version, row.hearing) == wanted), None)


def card_row(attempt: str, rubric_hash: str, version: str, card: Scorecard, hearing: str = "") -> ScorecardRow:
    kept = card.model_dump(mode="json", by_alias=True)
    return ScorecardRow(
        attempt=attempt, rubric_hash=rubric_hash, scorer=card.scorer, scorer_version=version, hearing=hearing,
        made_at=now(), card=kept,
    )  # fmt: skip


def _as_stored(row: ScorecardRow) -> StoredCard:
    if row.id is None:
        raise ValueError("a scorecard that is not stored yet has no id")
    card = Scorecard.model_validate(row.card)
    return StoredCard(row.id, row.rubric_hash, row.scorer_version, row.made_at, card, row.hearing)
