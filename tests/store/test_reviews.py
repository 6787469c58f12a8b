"""Reviews stand beside scorecards, and two coaches do not overwrite each other."""

from datetime import UTC, datetime

import pytest

from roleplay.attempt import Attempt
from roleplay.coach_review import Correction
from roleplay.errors import RoleplayError
from roleplay.store.attempts import find_attempt
from roleplay.store.database import Database
from roleplay.store.reviews import (
    add_comment,
    change_review,
    list_comments,
    list_reviews,
    mark_seen,
    open_review,
    sign_off,
    unseen_reviews,
)
from roleplay.store.scorecards import add_scorecard, list_scorecards
from tests.store.test_scorecards import RUBRIC, a_card

CORRECTION = Correction(
    target="check:listens", value="missed", reason="问得太快", turns=(3, 5), made_at=datetime(2026, 11, 21, tzinfo=UTC)
)


@pytest.fixture
def scored(database: Database, alice: Attempt) -> Attempt:
    return add_scorecard(database, alice.id, RUBRIC, "v1", a_card(80))


def test_a_draft_is_kept_and_changes_nothing_that_others_see(database: Database, scored: Attempt) -> None:
    draft = open_review(database, scored.id, scored.scorecard or 0, "bob")
    changed = change_review(database, draft, corrections=[CORRECTION], note="Nearly there")

    assert open_review(database, scored.id, scored.scorecard or 0, "bob") == changed
    assert (changed.corrections, changed.note, changed.edition) == ((CORRECTION,), "Nearly there", 2)
    assert find_attempt(database, scored.id, "alice").attempt.total == 80
    assert unseen_reviews(database, "alice") == []


def test_signing_off_puts_the_coachs_result_in_force_and_tells_the_seller(database: Database, scored: Attempt) -> None:
    draft = open_review(database, scored.id, scored.scorecard or 0, "bob")
    signed = sign_off(database, draft, a_card(60))

    attempt = find_attempt(database, scored.id, "alice").attempt
    assert (attempt.total, attempt.passed, attempt.review, attempt.queue) == (60, False, signed.id, None)
    assert [stored.card.total for stored in list_scorecards(database, scored.id)] == [80]
    assert [review.id for review in unseen_reviews(database, "alice")] == [signed.id]
    mark_seen(database, scored.id)
    assert unseen_reviews(database, "alice") == []


def test_two_coaches_each_have_a_review_and_the_latest_signed_is_in_force(database: Database, scored: Attempt) -> None:
    for coach, total in (("bob", 60), ("carol", 90)):
        sign_off(database, open_review(database, scored.id, scored.scorecard or 0, coach), a_card(total))

    assert [(review.coach, review.total) for review in list_reviews(database, scored.id)] == [
        ("bob", 60),
        ("carol", 90),
    ]
    assert find_attempt(database, scored.id, "alice").attempt.total == 90


def test_what_was_changed_in_another_window_is_not_overwritten(database: Database, scored: Attempt) -> None:
    seen = open_review(database, scored.id, scored.scorecard or 0, "bob")
    change_review(database, seen, note="from the first window")

    with pytest.raises(RoleplayError, match="review-changed"):
        change_review(database, seen, note="from the second")
    assert list_reviews(database, scored.id)[0].note == "from the first window"


def test_a_signed_review_does_not_change(database: Database, scored: Attempt) -> None:
    signed = sign_off(database, open_review(database, scored.id, scored.scorecard or 0, "bob"), a_card(60))
    with pytest.raises(RoleplayError, match="review-signed"):
        change_review(database, signed, note="one more thing")


def test_comments_come_back_in_order_with_their_turn(database: Database, alice: Attempt) -> None:
    add_comment(database, alice.id, "alice", "这里我是不是转得太快了？", turn=9)
    add_comment(database, alice.id, "bob", "不快")
    assert [(each.person, each.turn) for each in list_comments(database, alice.id)] == [("alice", 9), ("bob", None)]
