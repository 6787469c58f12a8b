"""Serves reviews: the queue, and one attempt to review. Calls block on the database: pages use a thread."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from roleplay.attempt import Attempt
from roleplay.attempt_content import ContentReader
from roleplay.coach_review import Comment, Correction, Review
from roleplay.errors import NotFound, RoleplayError
from roleplay.person import Person
from roleplay.review.blind_ratings import keep_blind_ratings
from roleplay.review.context import ReviewContext, read_context
from roleplay.review.corrections import check_correction
from roleplay.review.queue import Queue, read_queue
from roleplay.review.review_text import check_comment, check_turns, check_writing
from roleplay.review.seller_view import ShownReviews, read_shown_reviews
from roleplay.store import reviews as stored_reviews
from roleplay.store.database import Database
from roleplay.store.filters import Filters
from roleplay.store.review_queue import next_waiting

log = logging.getLogger(__name__)


class ReviewService:
    """Reviews over one database. Every call asks again what this person may read."""

    def __init__(self, database: Database) -> None:
        self.database, self._contents = database, ContentReader(database)

    def queue(self, person: Person, filters: Filters, page: int = 1) -> Queue:
        """One page of the talks within this person's reach."""
        return read_queue(self.database, person, filters, page)

    def context(self, person: Person, attempt_id: str) -> ReviewContext:
        """All about one attempt. Raises NotFound, or RoleplayError `review-unscored`."""
        return read_context(self.database, self._contents, person, attempt_id)

    def next(self, person: Person, filters: Filters, attempt: Attempt) -> str | None:
        """The attempt that waits after this one; None when no other waits."""
        return next_waiting(self.database, person, filters, attempt)

    # changing one's own review: `edition` is the one that the coach saw

    def correct(
        self, person: Person, attempt_id: str, edition: int, target: str, value: str, reason: str, turns: Iterable[int] = ()
    ) -> Review:  # fmt: skip
        """The coach's value for `target`, in place of one they gave before. The scorer's own value without a reason takes a
        correction back. Raises RoleplayError `correction-odd`, `correction-reason`, `turns-odd`, `review-changed` or
        `review-signed`; `review-blind` while the score is hidden."""
        desk = self._seen(person, attempt_id)
        check_correction(desk.card, target, value)
        reason = check_writing(reason)
        if not reason and value == desk.values[target]:
            return self._keep(desk, person, edition, _without(desk.corrections, target, value))
        if not reason:
            raise RoleplayError("correction-reason")
        made = Correction(
            target=target, value=value, reason=reason, turns=check_turns(turns, desk.transcript), made_at=datetime.now(UTC),
            blind=_blind(desk.corrections, target),
        )  # fmt: skip
        return self._keep(desk, person, edition, [*(each for each in desk.corrections if each.target != target), made])

    def withdraw(self, person: Person, attempt_id: str, edition: int, target: str) -> Review:
        """The scorer's value stands again; what was marked blind stays on record. Raises as `correct` does."""
        desk = self._seen(person, attempt_id)
        kept = _without(desk.corrections, target, desk.values.get(target, ""))
        return self._keep(desk, person, edition, kept)

    def mark(self, person: Person, attempt_id: str, edition: int, values: Mapping[str, str]) -> Review:
        """Values for checks (id -> result) while the score is hidden; once every check has one, it is shown. They are kept
        where they equal the scorer's too: agreement is measured on them. Raises RoleplayError `review-unveiled` once the
        score is seen, or as `correct` does."""
        desk = self.context(person, attempt_id)
        if not desk.hidden:
            raise RoleplayError("review-unveiled")
        given = {each.target: each for each in desk.corrections}
        for id, value in values.items():
            check_correction(desk.card, f"check:{id}", value)
            given[f"check:{id}"] = _marked(id, value)
        unveiled = all(f"check:{id}" in given for id in desk.checks)
        draft = self._draft(desk, person, edition)
        return stored_reviews.change_review(self.database, draft, corrections=list(given.values()), unveiled=unveiled)

    def note(self, person: Person, attempt_id: str, edition: int, note: str) -> Review:
        """The overall note. Raises RoleplayError `desk-too-long`, `review-changed` or `review-signed`."""
        desk = self.context(person, attempt_id)
        return stored_reviews.change_review(self.database, self._draft(desk, person, edition), note=check_writing(note))

    def sign_off(self, person: Person, attempt_id: str, edition: int, note: str) -> Review:
        """Puts the result in force and tells the seller. Raises RoleplayError `review-blind`, `correction-unreasoned` for a
        value marked blind that differs from the scorer's and says not why, or as `note` does."""
        desk = self._seen(person, attempt_id)
        if desk.unreasoned:
            raise RoleplayError("correction-unreasoned", n=len(desk.unreasoned))
        changed = stored_reviews.change_review(
            self.database, self._draft(desk, person, edition), note=check_writing(note)
        )
        signed = stored_reviews.sign_off(self.database, changed, desk.result)
        keep_blind_ratings(self.database, desk, signed)
        log.info("attempt %s reviewed by %s", attempt_id, person.id)
        return signed

    def reopen(self, person: Person, attempt_id: str) -> Review:
        """A new draft of one's own signed review; the signed one stays in force until the draft is signed. Raises NotFound,
        or RoleplayError `review-changed` when it is open already."""
        desk = self.context(person, attempt_id)
        if desk.mine is None:
            raise NotFound("attempt-not-found")
        kept = [each.model_copy(update={"blind": None}) for each in desk.changed]  # agreement counts them once
        return stored_reviews.reopen_review(self.database, desk.mine, kept)

    # words about the talk

    def comment(self, person: Person, attempt_id: str, text: str, turn: int | None = None) -> Comment:
        """A coach's, about a turn or the whole talk. Raises NotFound, or RoleplayError `comment-empty`, `desk-too-long`,
        `turns-odd`."""
        desk = self.context(person, attempt_id)
        check_turns([turn] if turn is not None else [], desk.transcript)
        return stored_reviews.add_comment(self.database, attempt_id, person.id, check_comment(text), turn)

    def answer(self, attempt: Attempt, text: str) -> Comment:
        """The seller's, about their own attempt. Raises RoleplayError `comment-empty` or `desk-too-long`."""
        return stored_reviews.add_comment(self.database, attempt.id, attempt.person, check_comment(text))

    # what the seller is told

    def unseen(self, person: str) -> list[Review]:
        """Signed reviews of this seller's talks that they have not opened, the newest first, one of each talk."""
        found: dict[str, Review] = {}
        for review in stored_reviews.unseen_reviews(self.database, person):
            found.setdefault(review.attempt, review)
        return list(found.values())

    def shown_to_seller(self, attempt: Attempt) -> ShownReviews:
        """Signed reviews and comments of an attempt that was found for its seller; from now on they have seen them."""
        reviewed = read_shown_reviews(self.database, attempt)
        if any(told.review.seen_at is None for told in reviewed.told):
            stored_reviews.mark_seen(self.database, attempt.id)
        return reviewed

    def _seen(self, person: Person, attempt_id: str) -> ReviewContext:
        desk = self.context(person, attempt_id)
        if desk.hidden:
            raise RoleplayError("review-blind", n=len(desk.unmarked))
        return desk

    def _draft(self, desk: ReviewContext, person: Person, edition: int) -> Review:
        """One's own review as the coach saw it, begun when this is its first change."""
        if desk.mine is None and edition == 0:
            begun = stored_reviews.open_review(self.database, desk.attempt.id, desk.stored.id, person.id)
            if begun.edition > 1:  # another window was quicker since this one read the desk
                raise RoleplayError("review-changed")
            return begun
        if desk.mine is None:
            raise RoleplayError("review-changed")
        return desk.mine.model_copy(update={"edition": edition})

    def _keep(self, desk: ReviewContext, person: Person, edition: int, corrections: Sequence[Correction]) -> Review:
        return stored_reviews.change_review(self.database, self._draft(desk, person, edition), corrections=corrections)


def _marked(check: str, value: str) -> Correction:
    return Correction(target=f"check:{check}", value=value, blind=value, reason="", made_at=datetime.now(UTC))


def _blind(corrections: Iterable[Correction], target: str) -> str | None:
    return next((each.blind for each in corrections if each.target == target), None)


def _without(corrections: Iterable[Correction], target: str, value: str) -> list[Correction]:
    """Taken back; what was marked blind is kept, with the scorer's value in force."""
    kept = []
    for each in corrections:
        if each.target != target:
            kept.append(each)
        elif each.blind is not None:
            kept.append(each.model_copy(update={"value": value, "reason": "", "turns": ()}))
    return kept
