"""A coach reads what the sellers of their teams shared, an admin everything shared, and nobody what is private."""

from collections.abc import Sequence

import pytest

from roleplay.errors import NotFound
from roleplay.person import LOCAL, Person, Role
from roleplay.store.attempts import add_attempt, find_attempt_to_review, finish_attempt
from roleplay.store.database import Database
from roleplay.store.tables import AttemptRow, MembershipRow, PersonRow, TeamRow, now
from tests.store.conftest import OPENING, TEXTS, an_attempt


def person(database: Database, id: str, *roles: Role, teams: Sequence[tuple[int, str]] = ()) -> Person:
    with database.writing() as session:
        session.add(PersonRow(id=id, login=id, name=id.title(), roles=list(roles), made_at=now()))
        session.flush()
        session.add_all(MembershipRow(person=id, team=team, role=role) for team, role in teams)
    return Person(id=id, login=id, name=id.title(), roles=frozenset(roles))


@pytest.fixture
def shared(database: Database) -> str:
    """A finished attempt of Alice, who practises in the north."""
    with database.writing() as session:
        session.add_all([TeamRow(id=1, name="North"), TeamRow(id=2, name="South")])
    person(database, "alice", "seller", teams=[(1, "seller")])
    add_attempt(database, an_attempt(), OPENING, TEXTS)
    return finish_attempt(database, "first", "finished").id


def reads(database: Database, reader: Person) -> bool:
    try:
        return find_attempt_to_review(database, "first", reader).attempt.id == "first"
    except NotFound:
        return False


def test_the_coach_of_her_team_reads_it_and_that_of_another_team_does_not(database: Database, shared: str) -> None:
    bob = person(database, "bob", "coach", teams=[(1, "coach")])
    carol = person(database, "carol", "coach", teams=[(2, "coach"), (1, "seller")])

    assert reads(database, bob)
    assert not reads(database, carol)


def test_an_admin_and_the_only_person_of_a_house_without_accounts_read_it(database: Database, shared: str) -> None:
    assert reads(database, person(database, "dora", "admin"))
    assert reads(database, LOCAL)


def test_another_seller_and_a_disabled_coach_do_not(database: Database, shared: str) -> None:
    bob = person(database, "bob", "coach", teams=[(1, "coach")])

    assert not reads(database, bob.model_copy(update={"disabled": True}))
    assert not reads(database, person(database, "erik", "seller", teams=[(1, "seller")]))


def test_a_coach_does_not_review_their_own_talk(database: Database, shared: str) -> None:
    alice = Person(id="alice", login="alice", name="Alice", roles=frozenset({"seller", "coach"}))
    with database.writing() as session:
        session.add(MembershipRow(person="alice", team=1, role="coach"))

    assert not reads(database, alice)


@pytest.mark.parametrize(
    "change",
    [{"private": True}, {"abandoned": True}, {"kind": "rehearsal"}, {"finished_at": None}, {"parent": "first"}],
)
def test_what_is_private_abandoned_a_rehearsal_a_retry_or_still_going_on_is_nobodys_to_review(
    database: Database, shared: str, change: dict[str, object]
) -> None:
    with database.writing() as session:
        session.get_one(AttemptRow, shared).sqlmodel_update(change)

    assert not reads(database, person(database, "dora", "admin"))
