"""A branch begins with its parent's turns as they are stored, or is not there at all."""

import pytest
from sqlmodel import select

from roleplay.attempt import Attempt
from roleplay.errors import NotFound
from roleplay.store.attempts import find_attempt
from roleplay.store.branches import add_branch
from roleplay.store.database import Database
from roleplay.store.tables import TurnRow
from roleplay.store.turns import add_turn, close_reply, read_turns
from tests.store.conftest import OPENING, said, speaking


@pytest.fixture
def parent(database: Database, alice: Attempt) -> Attempt:
    add_turn(database, alice.id, said(1, "您好"))
    add_turn(database, alice.id, speaking(2))
    close_reply(database, alice.id, 2, "请说", "cut", {"speaker": "offline", "fallback": "unreachable"})
    return add_turn(database, alice.id, said(3, "病人吃药怎么样？"))


def rows(database: Database, attempt: str) -> list[dict[str, object]]:
    with database.reading() as session:
        found = session.exec(select(TurnRow).where(TurnRow.attempt == attempt).order_by("n"))
        return [row.model_dump(exclude={"attempt", "id"}) for row in found]


def test_turns_are_copied_whole_with_the_time_they_were_said(database: Database, parent: Attempt) -> None:
    branch = add_branch(database, parent.id, "branch", 3, {1: "one", 2: "two"})

    assert rows(database, "branch") == rows(database, parent.id)[:2]
    assert [stored.id for stored in read_turns(database, "branch")] == ["one", "two"]
    assert (branch.turns, branch.phase, branch.parent, branch.branch_turn) == (2, "probing", parent.id, 3)
    assert find_attempt(database, "branch", "alice").opening == OPENING


def test_turn_one_copies_nothing(database: Database, parent: Attempt) -> None:
    branch = add_branch(database, parent.id, "branch", 1, {})

    assert (branch.turns, branch.phase, rows(database, "branch")) == (0, "opening", [])


def test_a_copy_that_fails_leaves_nothing_behind(database: Database, parent: Attempt) -> None:
    with pytest.raises(KeyError):
        add_branch(database, parent.id, "branch", 3, {1: "one"})

    with pytest.raises(NotFound):
        find_attempt(database, "branch", "alice")
