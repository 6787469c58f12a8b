"""Exports a seller's own data as JSON, attempt by attempt."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from roleplay.attempt import Attempt
from roleplay.coach_review import Comment, Review
from roleplay.errors import NotFound
from roleplay.store.attempts import find_attempt
from roleplay.store.database import Database
from roleplay.store.delete_attempts import ids_of
from roleplay.store.disputes import Dispute, list_disputes
from roleplay.store.people import find_person
from roleplay.store.reviews import list_comments, list_reviews
from roleplay.store.scorecards import StoredCard, list_scorecards
from roleplay.store.turns import read_turns
from roleplay.transcript import Turn

INSIDE = {
    "content",
    "queue",
    "queue_rank",
    "queue_note",
    "sampled",
    "review",
    "scorecard",
}  # the desk's, not the seller's
ExportedAttempt = dict[str, Any]


def export_attempts(database: Database, person: str) -> Iterator[tuple[Attempt, ExportedAttempt]]:
    """One attempt at a time, so that memory stays flat however many there are; what is deleted meanwhile is left out."""
    for id in ids_of(database, person):
        try:
            attempt = find_attempt(database, id, person).attempt
        except NotFound:
            continue
        yield attempt, _exported(database, attempt)


def _exported(database: Database, attempt: Attempt) -> ExportedAttempt:
    signed = [review for review in list_reviews(database, attempt.id) if review.is_signed]  # a draft is not said yet
    return {
        **attempt.model_dump(mode="json", exclude=INSIDE),
        "turns": [_turn(stored.turn) for stored in read_turns(database, attempt.id)],
        "scorecards": [_card(attempt, stored) for stored in list_scorecards(database, attempt.id)],
        "disputes": [_dispute(each) for each in list_disputes(database, attempt.id)],
        "reviews": [_review(database, review) for review in signed],
        "comments": [_comment(database, comment) for comment in list_comments(database, attempt.id)],
    }


def _turn(turn: Turn) -> ExportedAttempt:
    """With what was heard in it, and by which ears."""
    heard = {"heard": asdict(turn.heard)} if turn.heard is not None else {}
    return {**turn.model_dump(mode="json"), **heard}


def _card(attempt: Attempt, stored: StoredCard) -> ExportedAttempt:
    known = {
        "id": stored.id,
        "counts": stored.id == attempt.scorecard,
        "scorer_version": stored.scorer_version,
        "hearing": stored.hearing,
    }
    return {**known, "made_at": stored.made_at.isoformat(), **stored.card.model_dump(mode="json", by_alias=True)}


def _dispute(dispute: Dispute) -> ExportedAttempt:
    return {
        "scorecard": dispute.scorecard, "check": dispute.check, "objection": dispute.objection, "reason": dispute.reason,
        "made_at": dispute.made_at.isoformat(),
    }  # fmt: skip


def _review(database: Database, review: Review) -> ExportedAttempt:
    known = review.model_dump(mode="json", exclude={"id", "attempt", "coach", "edition", "seen_at"})
    return {"coach": _name(database, review.coach), **known}


def _comment(database: Database, comment: Comment) -> ExportedAttempt:
    known = comment.model_dump(mode="json", include={"turn", "text", "made_at"})
    return {"by": _name(database, comment.person), **known}


def _name(database: Database, person: str) -> str:
    """As people know them; the only person of a house without accounts has no name."""
    try:
        return find_person(database, person).name
    except NotFound:
        return ""
