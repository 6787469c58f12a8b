"""What the order of the coach's queue rests on, beside the scorecard itself."""

from sqlalchemy import func, or_
from sqlmodel import col, select

from roleplay.attempt import Attempt
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, DisputeRow, ReviewRow


def is_first(database: Database, attempt: Attempt) -> bool:
    """Whether it is this seller's first finished talk in this scenario that others may know of."""
    earlier = select(AttemptRow.id).where(
        AttemptRow.person == attempt.person,
        AttemptRow.kind == "practice",
        AttemptRow.scenario == attempt.scenario,
        AttemptRow.id != attempt.id,
        col(AttemptRow.abandoned).is_(False),
        col(AttemptRow.finished_at).is_not(None),
        col(AttemptRow.parent).is_(None),
        col(AttemptRow.private).is_(False),
        AttemptRow.started_at < attempt.started_at,
    )
    with database.reading() as session:
        return session.exec(earlier.limit(1)).first() is None


def is_disputed(database: Database, attempt: str) -> bool:
    """Whether the seller disagrees with something that no coach has signed off since."""
    signed = select(func.max(ReviewRow.signed_at)).where(ReviewRow.attempt == attempt).scalar_subquery()
    unsettled = or_(signed.is_(None), col(DisputeRow.made_at) > signed)
    with database.reading() as session:
        wanted = select(DisputeRow.id).where(DisputeRow.attempt == attempt, unsettled)
        return session.exec(wanted.limit(1)).first() is not None
