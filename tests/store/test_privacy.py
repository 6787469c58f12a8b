"""A private attempt is its seller's own affair, until they submit it or a coach has begun to read."""

import pytest

from roleplay.errors import NotFound, RoleplayError
from roleplay.scorecard import Scorecard
from roleplay.store.attempts import find_attempt, finish_attempt
from roleplay.store.branches import add_branch
from roleplay.store.database import Database
from roleplay.store.privacy import is_reviewed, set_private
from roleplay.store.reviews import add_comment, open_review
from roleplay.store.scorecard_stream import stream_practice_cards
from roleplay.store.scorecards import add_scorecard
from tests.store.test_delete_attempts import CARD
from tests.store.test_visibility import LOCAL, reads, shared

__all__ = ["shared"]


def scored(database: Database, card: Scorecard = CARD) -> int:
    return add_scorecard(database, "first", "b" * 64, "1", card).scorecard or 0


def test_nobody_else_reads_it_until_it_is_submitted(database: Database, shared: str) -> None:
    assert set_private(database, shared, "alice", True).private
    assert not reads(database, LOCAL)

    set_private(database, shared, "alice", False)
    assert reads(database, LOCAL)


def test_a_private_talk_counts_for_no_agreement(database: Database, shared: str) -> None:
    scored(database)
    assert len(list(stream_practice_cards(database))) == 1
    set_private(database, shared, "alice", True)
    assert list(stream_practice_cards(database)) == []


def test_its_retries_bear_the_label_and_a_retry_alone_has_none(database: Database, shared: str) -> None:
    add_branch(database, shared, "retry", 1, {})
    set_private(database, shared, "alice", True)
    assert find_attempt(database, "retry", "alice").attempt.private

    with pytest.raises(RoleplayError, match="private-retry"):
        set_private(database, "retry", "alice", False)


def test_what_a_coach_has_begun_to_review_stays_shared(database: Database, shared: str) -> None:
    add_comment(database, shared, "alice", "My own words")
    assert not is_reviewed(database, shared, "alice")
    open_review(database, shared, scored(database), "bob")

    with pytest.raises(RoleplayError, match="private-reviewed"):
        set_private(database, shared, "alice", True)
    assert not find_attempt(database, shared, "alice").attempt.private


def test_what_a_coach_has_commented_on_stays_shared(database: Database, shared: str) -> None:
    add_comment(database, shared, "bob", "Well done")
    with pytest.raises(RoleplayError, match="private-reviewed"):
        set_private(database, shared, "alice", True)


def test_somebody_elses_is_not_found(database: Database, shared: str) -> None:
    finish_attempt(database, shared, "finished")
    with pytest.raises(NotFound, match="attempt-not-found"):
        set_private(database, shared, "bob", True)
