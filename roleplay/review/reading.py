"""Reads what lies on the desk: one attempt with all about it for a coach, and what a seller is shown of reviews."""

from collections.abc import Iterable
from dataclasses import dataclass

from roleplay.attempt import Attempt
from roleplay.attempt_content import ContentReader
from roleplay.coach_review import Comment, Correction, Review
from roleplay.errors import RoleplayError
from roleplay.person import Person
from roleplay.review.context import ReviewContext, changed, values_of
from roleplay.store.attempts import find_attempt_to_review
from roleplay.store.database import Database
from roleplay.store.disputes import disputes_by_attempt
from roleplay.store.people import names_of
from roleplay.store.reviews import list_comments, list_reviews
from roleplay.store.scorecards import find_scorecard, list_scorecards
from roleplay.store.turns import read_turns
from roleplay.transcript import Transcript


@dataclass(frozen=True)
class Told:
    """A signed review as its seller reads it: only the values that differ from the scorer's, beside which they stand."""

    review: Review
    coach: str | None
    corrections: tuple[Correction, ...]
    values: dict[str, str]
    in_force: bool


@dataclass(frozen=True)
class Reviewed:
    """What a seller is shown: signed reviews, the latest of each coach, and the comments."""

    told: tuple[Told, ...]
    comments: tuple[Comment, ...]
    names: dict[str, str]


def read_desk(database: Database, contents: ContentReader, person: Person, attempt_id: str) -> ReviewContext:
    """Raises NotFound, or RoleplayError `review-unscored` where there is no scorecard yet."""
    attempt = find_attempt_to_review(database, attempt_id, person).attempt
    stored = find_scorecard(database, attempt)
    if stored is None:
        find_attempt_to_review(database, attempt_id, person)  # or was it deleted just now?
        raise RoleplayError("review-unscored")
    reviews, comments = list_reviews(database, attempt.id), list_comments(database, attempt.id)
    mine = _mine(reviews, person.id, stored.id)
    people = {attempt.person, person.id, *(each.coach for each in reviews), *(each.person for each in comments)}
    return ReviewContext(
        attempt=attempt, material=contents.of(attempt), transcript=_transcript(database, attempt), stored=stored,
        cards=tuple(card for card in list_scorecards(database, attempt.id) if card.id != stored.id), mine=mine,
        others=tuple(each for each in latest(reviews) if each.coach != person.id), comments=tuple(comments),
        disputes=tuple(disputes_by_attempt(database, [attempt.id]).get(attempt.id, ())), names=names_of(database, people),
        hidden=_is_hidden(attempt, [each for each in reviews if each.coach == person.id]), is_reviewed=bool(reviews),
    )  # fmt: skip


def read_reviewed(database: Database, attempt: Attempt) -> Reviewed:
    """Takes an attempt that was found for its seller."""
    signed = latest(each for each in list_reviews(database, attempt.id) if each.is_signed)
    comments = list_comments(database, attempt.id)
    names = names_of(database, {*(each.coach for each in signed), *(each.person for each in comments)})
    told = tuple(_told(database, attempt, each, names.get(each.coach)) for each in signed)
    return Reviewed(told, tuple(comments), names)


def latest(reviews: Iterable[Review]) -> list[Review]:
    """Of each coach the last round of their latest review."""
    return list({each.coach: each for each in reviews}.values())


def _told(database: Database, attempt: Attempt, review: Review, coach: str | None) -> Told:
    stored = find_scorecard(database, attempt, review.scorecard)
    values = {} if stored is None else values_of(stored.card)
    return Told(review, coach, changed(review.corrections, values), values, attempt.review == review.id)


def _mine(reviews: list[Review], coach: str, scorecard: int) -> Review | None:
    own = [each for each in reviews if (each.coach, each.scorecard) == (coach, scorecard)]
    return own[-1] if own else None


def _is_hidden(attempt: Attempt, own: list[Review]) -> bool:
    """As `store.waiting.hidden_from` asks it of many."""
    return attempt.sampled and attempt.queue in (None, "sample") and not any(each.blind_at for each in own)


def _transcript(database: Database, attempt: Attempt) -> Transcript:
    turns = tuple(stored.turn for stored in read_turns(database, attempt.id))
    return Transcript(language=attempt.language, turns=turns, ending=attempt.ending)
