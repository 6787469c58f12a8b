"""Stores imported talks with their scorecard in one transaction, once for each person."""

from collections.abc import Mapping, Sequence

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from roleplay.attempt import Attempt
from roleplay.scorecard import Scorecard
from roleplay.store.attempts import as_attempt
from roleplay.store.audit import record
from roleplay.store.content_versions import keep_texts
from roleplay.store.database import Database
from roleplay.store.scorecards import card_row
from roleplay.store.tables import AttemptRow, TurnRow
from roleplay.store.turns import StoredTurn


def find_imported(database: Database, person: str, source: str) -> Attempt | None:
    """This person's attempt that was imported from this source."""
    with database.reading() as session:
        row = session.exec(select(AttemptRow).where(AttemptRow.person == person, AttemptRow.source == source)).first()
        return as_attempt(row) if row else None


def add_imported(
    database: Database,
    attempt: Attempt,
    texts: Mapping[str, tuple[str, str]],
    turns: Sequence[StoredTurn],
    version: str,
    card: Scorecard,
    hearing: str = "",
) -> Attempt | None:
    """The attempt as it is stored, with the scorecard that counts; None when another process was quicker."""
    try:
        with database.writing() as session:
            keep_texts(session, texts)
            row = AttemptRow(**attempt.model_dump(), opening={})
            session.add(row)
            session.flush()
            session.add_all(_turn_row(attempt, stored) for stored in turns)
            _add_card(session, row, version, card, hearing)
            record(session, "import", attempt.person, attempts=1)
            return as_attempt(row)
    except IntegrityError:
        return None


def _add_card(session: Session, row: AttemptRow, version: str, card: Scorecard, hearing: str) -> None:
    scored = card_row(row.id, row.content[f"rubric:{row.rubric}"], version, card, hearing)
    session.add(scored)
    session.flush()
    row.scorecard, row.total, row.passed, row.barred = scored.id, card.total, card.passed, card.barred


def _turn_row(attempt: Attempt, stored: StoredTurn) -> TurnRow:
    said = stored.turn.model_dump(mode="json", include=set(TurnRow.model_fields))
    return TurnRow(attempt=attempt.id, id=stored.id, said_at=attempt.started_at, heard=stored.heard, **said)
