"""Marks an attempt private, which hides it from team and coach, or submits it."""

from sqlmodel import Session, col, or_, select

from roleplay.attempt import Attempt
from roleplay.errors import RoleplayError
from roleplay.store.attempts import as_attempt, own_row
from roleplay.store.branches import family_of
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, CommentRow, ReviewRow


def set_private(database: Database, id: str, person: str, private: bool) -> Attempt:
    """Labels the attempt and its retries; idempotent.

    Raises NotFound; RoleplayError `private-retry`, since nobody else sees a retry; `private-reviewed` once a coach has begun
    to review it: what was read cannot be unread, and the coach's work would vanish.
    """
    with database.writing() as session:
        row = own_row(session, id, person)
        if row.parent is not None:
            raise RoleplayError("private-retry")
        if private and not row.private and _is_reviewed(session, id, person):
            raise RoleplayError("private-reviewed")
        for one in session.exec(select(AttemptRow).where(col(AttemptRow.id).in_(family_of([id])))):
            one.private = private
        session.flush()
        return as_attempt(row)


def is_reviewed(database: Database, id: str, person: str) -> bool:
    """Whether somebody else has begun a review of it or said something about it."""
    with database.reading() as session:
        return _is_reviewed(session, id, person)


def _is_reviewed(session: Session, id: str, person: str) -> bool:
    reviewed = select(ReviewRow.id).where(ReviewRow.attempt == id).exists()
    commented = select(CommentRow.id).where(CommentRow.attempt == id, CommentRow.person != person).exists()
    return session.exec(select(AttemptRow.id).where(AttemptRow.id == id, or_(reviewed, commented))).first() is not None
