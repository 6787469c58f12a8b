"""Reads what a seller is shown of reviews: signed ones, the latest of each coach, and the comments."""

from dataclasses import dataclass

from roleplay.attempt import Attempt
from roleplay.coach_review import Comment, Correction, Review
from roleplay.review.context import changed, latest, values_of
from roleplay.store.database import Database
from roleplay.store.people import names_of
from roleplay.store.reviews import list_comments, list_reviews
from roleplay.store.scorecards import find_scorecard


@dataclass(frozen=True)
class ShownReview:
    """A signed review as its seller reads it: only the values that differ from the scorer's, beside which they stand."""

    review: Review
    coach: str | None
    corrections: tuple[Correction, ...]
    values: dict[str, str]
    in_force: bool


@dataclass(frozen=True)
class ShownReviews:
    """What a seller is shown: signed reviews, the latest of each coach, and the comments."""

    told: tuple[ShownReview, ...]
    comments: tuple[Comment, ...]
    names: dict[str, str]


def read_shown_reviews(database: Database, attempt: Attempt) -> ShownReviews:
    """Takes an attempt that was found for its seller."""
    signed = latest(each for each in list_reviews(database, attempt.id) if each.is_signed)
    comments = list_comments(database, attempt.id)
    names = names_of(database, {*(each.coach for each in signed), *(each.person for each in comments)})
    told = tuple(_told(database, attempt, each, names.get(each.coach)) for each in signed)
    return ShownReviews(told, tuple(comments), names)


def _told(database: Database, attempt: Attempt, review: Review, coach: str | None) -> ShownReview:
    stored = find_scorecard(database, attempt, review.scorecard)
    values = {} if stored is None else values_of(stored.card)
    return ShownReview(review, coach, changed(review.corrections, values), values, attempt.review == review.id)
