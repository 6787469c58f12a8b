"""The queue's rows: their order, what lies beside them, and whose turn comes next."""

from datetime import timedelta

import pytest

from roleplay.person import LOCAL
from roleplay.store.attempts import add_attempt, find_attempt_to_review
from roleplay.store.database import Database
from roleplay.store.disputes import disputes_by_attempt, keep_dispute
from roleplay.store.filters import Filters
from roleplay.store.people import names_of
from roleplay.store.review_queue import count_waiting, is_disputed, list_waiting, next_waiting
from roleplay.store.reviews import change_review, coaches_of, list_reviews, open_review, reopen_review, sign_off
from roleplay.store.scorecards import add_scorecard
from roleplay.store.tables import AttemptRow
from roleplay.store.turns import add_turn, trust_by_attempt
from tests.store.conftest import OPENING, STARTED, TEXTS, an_attempt, said, speaking
from tests.store.test_scorecards import RUBRIC, a_card
from tests.store.test_visibility import person


@pytest.fixture
def queue(database: Database) -> Database:
    """Four that wait, by rank and hours since they ended, and one that nobody need look at."""
    for id, rank, hours in (("b", 3, 1), ("a", 0, 2), ("d", 3, 9), ("c", 3, 1), ("out", None, 1)):
        add_attempt(database, an_attempt(id), OPENING, TEXTS)
        with database.writing() as session:
            row = session.get_one(AttemptRow, id)
            row.finished_at = STARTED - timedelta(hours=hours)
            row.queue, row.queue_rank = (None, None) if rank is None else ("unsure" if rank else "critical", rank)
    return database


def ids(database: Database, filters: Filters, skip: int = 0, most: int = 25) -> list[str]:
    return [each.attempt.id for each in list_waiting(database, LOCAL, filters, skip, most)]


def test_rank_then_the_oldest_then_always_the_same(queue: Database) -> None:
    assert ids(queue, Filters()) == ["a", "d", "b", "c"]
    assert ids(queue, Filters(), skip=1, most=2) == ["d", "b"]
    assert ids(queue, Filters(state="all"))[-1] == "d"


def test_causes_are_counted_whatever_cause_is_asked_for(queue: Database) -> None:
    assert count_waiting(queue, LOCAL, Filters(cause="critical")) == {"critical": 1, "unsure": 3}
    assert count_waiting(queue, LOCAL, Filters(state="all"))[None] == 1


@pytest.mark.parametrize(("here", "follows"), [("a", "d"), ("d", "b"), ("b", "c"), ("c", "a")])
def test_the_next_one_follows_and_after_the_last_comes_the_first(queue: Database, here: str, follows: str) -> None:
    attempt = find_attempt_to_review(queue, here, LOCAL).attempt
    assert next_waiting(queue, LOCAL, Filters(), attempt) == follows


def test_nothing_follows_the_only_one(queue: Database) -> None:
    attempt = find_attempt_to_review(queue, "a", LOCAL).attempt
    assert next_waiting(queue, LOCAL, Filters(cause="critical"), attempt) is None


@pytest.mark.parametrize(
    ("words", "found"), [("100%", ["a"]), ("0%x", []), ("a_b", []), ("C:\\", ["a"]), ("' or 1", [])]
)
def test_search_takes_every_letter_as_it_is(queue: Database, words: str, found: list[str]) -> None:
    with queue.writing() as session:
        session.get_one(AttemptRow, "a").finished_at = None
    add_turn(queue, "a", said(1, "It is 100% axb in C:\\temp"))
    with queue.writing() as session:
        session.get_one(AttemptRow, "a").finished_at = STARTED
    assert ids(queue, Filters(words=words)) == found


def test_trust_is_read_for_all_rows_at_once(queue: Database) -> None:
    with queue.writing() as session:
        session.get_one(AttemptRow, "a").finished_at = None
    add_turn(queue, "a", said(1, "早上好"))
    add_turn(queue, "a", speaking(2))
    assert trust_by_attempt(queue, ["a", "b"]) == {"a": [2]}
    assert (
        trust_by_attempt(queue, [])
        == {}
        == disputes_by_attempt(queue, [])
        == coaches_of(queue, [])
        == names_of(queue, [])
    )


def test_names_of_those_who_have_an_account(database: Database) -> None:
    person(database, "alice", "seller")
    assert names_of(database, ["alice", "local"]) == {"alice": "Alice"}


def test_a_sample_is_hidden_from_each_coach_until_they_have_marked_it(queue: Database) -> None:
    with queue.writing() as session:
        row = session.get_one(AttemptRow, "a")
        row.sampled, row.queue = True, "sample"
    card = add_scorecard(queue, "a", RUBRIC, "v1", a_card(80)).scorecard or 0

    assert list_waiting(queue, LOCAL, Filters(), 0, 1)[0].hidden
    change_review(queue, open_review(queue, "a", card, "bob"), unveiled=True)
    assert list_waiting(queue, LOCAL, Filters(), 0, 1)[0].hidden
    change_review(queue, open_review(queue, "a", card, LOCAL.id), unveiled=True)
    assert not list_waiting(queue, LOCAL, Filters(), 0, 1)[0].hidden


def test_a_dispute_is_settled_by_a_review_signed_after_it(queue: Database) -> None:
    card = add_scorecard(queue, "a", RUBRIC, "v1", a_card(80)).scorecard or 0

    def dispute() -> None:
        keep_dispute(queue, "a", card, "alice", "I did", check="x")

    assert not is_disputed(queue, "a")
    dispute()
    assert is_disputed(queue, "a")
    signed = sign_off(queue, open_review(queue, "a", card, "bob"), a_card(60))
    assert not is_disputed(queue, "a")
    dispute()
    assert is_disputed(queue, "a")
    assert coaches_of(queue, [signed.id]) == {signed.id: "bob"}


def test_what_is_signed_stays_and_the_draft_that_follows_is_the_latest(queue: Database) -> None:
    card = add_scorecard(queue, "a", RUBRIC, "v1", a_card(80)).scorecard or 0
    draft = change_review(queue, open_review(queue, "a", card, "bob"), note="Good")
    signed = sign_off(queue, draft, a_card(60))
    again = reopen_review(queue, signed, signed.corrections)
    assert (again.round, again.note, again.is_signed) == (2, "Good", False)
    assert list_reviews(queue, "a")[-1] == again
