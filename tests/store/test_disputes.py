"""What sellers say against a scorecard is kept, amended and taken back."""

import pytest
from sqlalchemy.exc import IntegrityError

from roleplay.attempt import Attempt
from roleplay.store import disputes
from roleplay.store.database import Database
from roleplay.store.disputes import Dispute, keep_dispute, list_disputes, withdraw_dispute
from roleplay.store.scorecards import add_scorecard
from roleplay.store.tables import DisputeRow, now
from tests.store.test_scorecards import RUBRIC, a_card


@pytest.fixture
def card(database: Database, alice: Attempt) -> int:
    return add_scorecard(database, alice.id, RUBRIC, "v1", a_card(80)).scorecard or 0


def disagree(database: Database, attempt: Attempt, card: int, reason: str) -> Dispute:
    return keep_dispute(database, attempt.id, card, attempt.person, reason, check="listens")


def test_what_was_said_comes_back(database: Database, alice: Attempt, card: int) -> None:
    one = disagree(database, alice, card, "我听了")
    two = keep_dispute(database, alice.id, card, alice.person, "I did", objection="price")

    assert list_disputes(database, alice.id) == [one, two]
    assert (one.check, one.objection, one.reason, one.person) == ("listens", None, "我听了", "alice")
    assert (two.check, two.objection) == (None, "price")


def test_said_again_the_new_reason_takes_the_old_ones_place(database: Database, alice: Attempt, card: int) -> None:
    first = disagree(database, alice, card, "one")
    again = disagree(database, alice, card, "two")

    assert [(kept.id, kept.reason) for kept in list_disputes(database, alice.id)] == [(first.id, "two")]
    assert again.made_at >= first.made_at


def test_it_can_be_taken_back_by_its_own_person_only_and_twice(database: Database, alice: Attempt, card: int) -> None:
    kept = disagree(database, alice, card, "one")
    withdraw_dispute(database, alice.id, "bob", kept.id)
    withdraw_dispute(database, "another", "alice", kept.id)
    assert list_disputes(database, alice.id) == [kept]

    withdraw_dispute(database, alice.id, "alice", kept.id)
    withdraw_dispute(database, alice.id, "alice", kept.id)
    assert list_disputes(database, alice.id) == []


def test_said_twice_at_once_it_stands_there_once(
    database: Database, alice: Attempt, card: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = disagree(database, alice, card, "one")
    seen: list[object] = [None]  # as another process would find it that looked before the first was there
    look = disputes._same
    monkeypatch.setattr(disputes, "_same", lambda *asked: seen.pop() if seen else look(*asked))

    again = disagree(database, alice, card, "two")

    assert (again.id, again.reason) == (first.id, "two")
    assert list_disputes(database, alice.id) == [again]


def test_the_database_itself_keeps_no_second_one(database: Database, alice: Attempt, card: int) -> None:
    for thing in ({"check": "listens"}, {"objection": "price"}):
        row = {"attempt": alice.id, "scorecard": card, "person": "alice", "reason": "I did", **thing}
        with pytest.raises(IntegrityError), database.writing() as session:
            session.add_all(DisputeRow(**row, made_at=now()) for _ in range(2))
