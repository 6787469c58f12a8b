"""Stores levels and outcomes in rows of their own, so that statistics need not read every scorecard."""

from collections.abc import Mapping

from sqlalchemy import delete, exists, not_
from sqlmodel import Session, col, select

from roleplay.attempt import Attempt
from roleplay.scorecard import Scorecard
from roleplay.store.attempts import as_attempt
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, LevelRow, OutcomeRow


def keep_levels(session: Session, attempt: str, card: Scorecard) -> None:
    """The levels in force."""
    session.exec(delete(LevelRow).where(col(LevelRow.attempt) == attempt))
    session.add_all(LevelRow(attempt=attempt, criterion=each.id, level=each.level) for each in card.criteria)


def keep_outcomes(database: Database, attempt: str, card: Scorecard, outcomes: Mapping[str, str]) -> None:
    """At the end of a talk: levels, and how its facts and objections stood (`fact:<id>`, `objection:<id>` -> state)."""
    with database.writing(quick=True) as session:
        keep_levels(session, attempt, card)
        session.exec(delete(OutcomeRow).where(col(OutcomeRow.attempt) == attempt))
        session.add_all(OutcomeRow(attempt=attempt, topic=topic, state=state) for topic, state in outcomes.items())


def attempts_without_statistics(database: Database, after: str, most: int) -> list[Attempt]:
    """Finished practice with a scorecard but without figures, as it was kept before there were any; in the order of ids."""
    figured = exists().where(col(LevelRow.attempt) == AttemptRow.id)
    wanted = select(AttemptRow).where(
        AttemptRow.kind == "practice", col(AttemptRow.parent).is_(None), col(AttemptRow.abandoned).is_(False),
        col(AttemptRow.scorecard).is_not(None), AttemptRow.id > after, not_(figured),
    )  # fmt: skip
    with database.reading() as session:
        return [as_attempt(row) for row in session.exec(wanted.order_by(col(AttemptRow.id)).limit(most))]
