"""Stores coach reviews: drafts with an edition number against lost updates, signed results, comments."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from roleplay.coach_review import Comment, Correction, Review
from roleplay.errors import RoleplayError
from roleplay.scorecard import Scorecard
from roleplay.store.attempt_statistics import keep_levels
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, CommentRow, CorrectionRow, ReviewRow, now


def open_review(database: Database, attempt: str, scorecard: int, coach: str) -> Review:
    """This coach's latest review of this scorecard; a new draft when there is none."""
    with database.writing() as session:
        row = _latest(session, attempt, scorecard, coach)
        if row is None:
            row = ReviewRow(attempt=attempt, scorecard=scorecard, coach=coach, made_at=now())
            session.add(row)
            session.flush()
        return _as_review(session, row)


def reopen_review(database: Database, signed: Review, corrections: Sequence[Correction]) -> Review:
    """A new draft with the signed one's note and these corrections. The signed one stays, and stays in force until the
    draft is signed. Reopened twice, there is still one draft."""
    with database.writing() as session:
        latest = _latest(session, signed.attempt, signed.scorecard, signed.coach)
        if latest is None or latest.id != signed.id or latest.signed_at is None:
            raise RoleplayError("review-changed")
        row = ReviewRow(
            **latest.model_dump(include={"attempt", "scorecard", "coach", "note"}),
            round=latest.round + 1,
            made_at=now(),
        )
        session.add(row)
        session.flush()
        session.add_all(_as_row(row.id or 0, each) for each in corrections)
        session.flush()
        return _as_review(session, row)


def _latest(session: Session, attempt: str, scorecard: int, coach: str) -> ReviewRow | None:
    wanted = select(ReviewRow).where(
        ReviewRow.attempt == attempt, ReviewRow.scorecard == scorecard, ReviewRow.coach == coach
    )
    return session.exec(wanted.order_by(col(ReviewRow.round).desc())).first()


def list_reviews(database: Database, attempt: str) -> list[Review]:
    """Of all coaches, drafts too, in the order they were begun."""
    with database.reading() as session:
        rows = session.exec(select(ReviewRow).where(ReviewRow.attempt == attempt).order_by(col(ReviewRow.id)))
        return [_as_review(session, row) for row in rows]


def change_review(
    database: Database, review: Review, *, corrections: Sequence[Correction] | None = None, note: str | None = None,
    unveiled: bool = False,
) -> Review:  # fmt: skip
    """Puts these corrections and this note in place of the review's own; None leaves them. `unveiled`: with them every
    check is marked, and the score need not be hidden any longer.

    Raises RoleplayError `review-changed` when the review is no longer as the caller saw it, `review-signed` once it is signed.
    """
    with database.writing() as session:
        row = _current(session, review)
        row.edition += 1
        row.note = row.note if note is None else note
        row.blind_at = now() if unveiled else row.blind_at
        if corrections is not None:
            for old in session.exec(select(CorrectionRow).where(CorrectionRow.review == row.id)):
                session.delete(old)
            session.flush()
            session.add_all(_as_row(review.id, each) for each in corrections)
            session.flush()
        return _as_review(session, row)


def sign_off(database: Database, review: Review, result: Scorecard) -> Review:
    """From now on `result`, worked out from scorer's and coach's values, is in force. Raises as `change_review`."""
    with database.writing() as session:
        row = _current(session, review)
        row.edition += 1
        row.signed_at, row.total, row.passed = now(), result.total, result.passed
        attempt = session.get_one(AttemptRow, row.attempt)
        attempt.review, attempt.total, attempt.passed = row.id, result.total, result.passed
        attempt.barred = result.barred
        attempt.queue = attempt.queue_rank = None
        keep_levels(session, row.attempt, result)
        session.flush()
        return _as_review(session, row)


def mark_seen(database: Database, attempt: str) -> None:
    """The seller has read what coaches signed."""
    with database.writing() as session:
        for row in session.exec(
            select(ReviewRow).where(ReviewRow.attempt == attempt, col(ReviewRow.signed_at).is_not(None))
        ):
            row.seen_at = row.seen_at or now()


def unseen_reviews(database: Database, person: str) -> list[Review]:
    """Signed reviews of this seller's attempts that they have not opened yet, the newest first."""
    with database.reading() as session:
        wanted = (
            select(ReviewRow)
            .join(AttemptRow, col(AttemptRow.id) == ReviewRow.attempt)
            .where(AttemptRow.person == person, col(ReviewRow.signed_at).is_not(None), col(ReviewRow.seen_at).is_(None))
            .order_by(col(ReviewRow.signed_at).desc())
        )
        return [_as_review(session, row) for row in session.exec(wanted)]


def add_comment(database: Database, attempt: str, person: str, text: str, turn: int | None = None) -> Comment:
    with database.writing() as session:
        row = CommentRow(attempt=attempt, person=person, text=text, turn=turn, made_at=now())
        session.add(row)
        session.flush()
        return _as_comment(row)


def list_comments(database: Database, attempt: str) -> list[Comment]:
    with database.reading() as session:
        rows = session.exec(select(CommentRow).where(CommentRow.attempt == attempt).order_by(col(CommentRow.id)))
        return [_as_comment(row) for row in rows]


def _current(session: Session, review: Review) -> ReviewRow:
    row = session.get_one(ReviewRow, review.id)
    if row.signed_at is not None:
        raise RoleplayError("review-signed")
    if row.edition != review.edition:
        raise RoleplayError("review-changed")
    return row


def _as_review(session: Session, row: ReviewRow) -> Review:
    rows = session.exec(select(CorrectionRow).where(CorrectionRow.review == row.id).order_by(CorrectionRow.target))
    corrections = tuple(Correction.model_validate(each.model_dump(exclude={"review"})) for each in rows)
    return Review.model_validate(row.model_dump() | {"corrections": corrections})


def _as_row(review: int, correction: Correction) -> CorrectionRow:
    return CorrectionRow(review=review, **(correction.model_dump() | {"turns": list(correction.turns)}))


def _as_comment(row: CommentRow) -> Comment:
    return Comment.model_validate(row.model_dump())


def coaches_of(database: Database, reviews: Iterable[int]) -> dict[int, str]:
    """Who signed each of these reviews."""
    with database.reading() as session:
        rows = session.exec(select(ReviewRow.id, ReviewRow.coach).where(col(ReviewRow.id).in_(list(reviews))))
        return {id or 0: coach for id, coach in rows}
