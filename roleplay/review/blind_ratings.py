"""Stores what a coach marked while the score was hidden as ratings: agreement is measured on these alone."""

from roleplay.coach_review import Review
from roleplay.review.context import ReviewContext
from roleplay.review.corrections import corrected
from roleplay.store.database import Database
from roleplay.store.ratings import keep_coachs_ratings


def keep_blind_ratings(database: Database, desk: ReviewContext, signed: Review) -> None:
    """Only of a talk drawn by chance, with every check marked blind, in the first round: who reopens a review has seen the
    score. Levels follow from the marks; a level set by hand came later and is none of them."""
    marks = [each.model_copy(update={"value": each.blind}) for each in signed.corrections if each.blind is not None]
    marked = {each.id for each in marks if each.kind == "check"}
    if not desk.attempt.sampled or signed.blind_at is None or signed.round > 1 or not marked.issuperset(desk.checks):
        return
    card = corrected(desk.card, marks, desk.material.rubric.pass_mark)
    keep_coachs_ratings(database, desk.stored.id, signed.coach, card)
