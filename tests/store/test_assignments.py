"""Who sees an assignment, whom a coach may give one, and which attempts may count for it."""

from datetime import UTC, datetime

import pytest

from roleplay.assignment import Assignment
from roleplay.errors import NotFound, RoleplayError
from roleplay.person import LOCAL, Person
from roleplay.store.assignees import assignable
from roleplay.store.assignments import (
    add_assignments,
    assigned_to,
    find_assignments,
    list_assignments,
    list_tries,
    withdraw_assignments,
)
from roleplay.store.attempts import add_attempt, finish_attempt
from roleplay.store.database import Database
from roleplay.store.people import add_person
from roleplay.store.reviews import open_review, sign_off
from roleplay.store.scorecards import add_scorecard
from roleplay.store.tables import AttemptRow, TeamRow
from tests.store.conftest import OPENING, STARTED, TEXTS, an_attempt
from tests.store.test_scorecards import RUBRIC, a_card
from tests.store.test_visibility import person

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def asked(by: str = "bob", **changes: object) -> Assignment:
    known = {"title": "Price", "scenario": "visit", "starts_at": STARTED, "made_by": by, "made_at": STARTED}
    return Assignment.model_validate(known | changes)


@pytest.fixture
def bob(database: Database) -> Person:
    """Coach of the north, where Alice practises; Erik practises in the south, which Carol coaches."""
    with database.writing() as session:
        session.add_all([TeamRow(id=1, name="North"), TeamRow(id=2, name="South")])
    person(database, "alice", "seller", teams=[(1, "seller")])
    person(database, "erik", "seller", teams=[(2, "seller")])
    person(database, "carol", "coach", teams=[(2, "coach")])
    person(database, "dora", "admin")
    return person(database, "bob", "coach", teams=[(1, "coach")])


def whom(id: str, *roles: str) -> Person:
    return Person.model_validate({"id": id, "login": id, "name": id, "roles": roles})


def test_a_coach_may_give_one_to_their_own_teams_and_an_admin_to_all(database: Database, bob: Person) -> None:
    own, all_ = assignable(database, bob), assignable(database, whom("dora", "admin"))
    assert (own.teams, [each.person.id for each in own.sellers]) == ({1: "North"}, ["alice"])
    assert (all_.teams, [each.person.id for each in all_.sellers]) == ({1: "North", 2: "South"}, ["alice", "erik"])


def test_without_accounts_one_gives_it_to_oneself(database: Database) -> None:
    assert [each.person for each in assignable(database, LOCAL).sellers] == [LOCAL]
    add_assignments(database, [asked(LOCAL.id, people=(LOCAL.id,))])
    assert [each.title for each in assigned_to(database, LOCAL.id)] == ["Price"]


def test_the_first_account_inherits_what_was_asked_of_the_local_person(database: Database) -> None:
    add_assignments(database, [asked(LOCAL.id, people=(LOCAL.id,))])
    add_person(database, whom("dora", "admin"))
    assert [each.made_by for each in assigned_to(database, "dora")] == ["dora"]


def test_it_is_there_for_those_it_is_given_to_also_through_a_team(database: Database, bob: Person) -> None:
    add_assignments(database, [asked(people=("alice",)), asked(teams=(1,), title="For all")])
    assert [each.title for each in assigned_to(database, "alice")] == ["For all", "Price"]
    person(database, "fred", "seller", teams=[(1, "seller")])
    assert [each.title for each in assigned_to(database, "fred")] == ["For all"]
    assert assigned_to(database, "erik") == []


def test_another_teams_coach_neither_sees_nor_withdraws_it(database: Database, bob: Person) -> None:
    [made] = add_assignments(database, [asked(people=("alice",))])
    carol = whom("carol", "coach")
    assert list_assignments(database, carol) == []
    for call in (find_assignments, withdraw_assignments):
        with pytest.raises(NotFound):
            call(database, made.id, carol)
    assert [each.id for each in list_assignments(database, bob)] == [made.id]


def test_who_gave_it_or_an_admin_withdraws_the_whole_programme(database: Database, bob: Person) -> None:
    by_admin = [asked("dora", teams=(1,), programme="p/1", stage=n) for n in (1, 2)]
    first, _ = add_assignments(database, by_admin)
    assert [each.stage for each in find_assignments(database, first.id, bob)] == [1, 2]
    with pytest.raises(NotFound):
        withdraw_assignments(database, first.id, bob)
    withdraw_assignments(database, first.id, whom("dora", "admin"))
    assert assigned_to(database, "alice") == []


def test_tries_are_shared_practice_in_which_something_was_said(database: Database) -> None:
    changes: dict[str, dict[str, object]] = {
        "counts": {}, "under-way": {"finished_at": None}, "private": {"private": True}, "silent": {"turns": 0},
        "rehearsal": {"kind": "rehearsal"}, "left": {"abandoned": True}, "retry": {"parent": "counts"},
        "other": {"scenario": "call"},
    }  # fmt: skip
    for id, change in changes.items():
        add_attempt(database, an_attempt(id, turns=4), OPENING, TEXTS)
        finish_attempt(database, id, "finished")
        with database.writing() as session:
            session.get_one(AttemptRow, id).sqlmodel_update(change)

    found = list_tries(database, {"alice"}, {"visit"}, LONG_AGO)
    assert {each.attempt for each in found["alice"]} == {"counts", "under-way"}
    assert list_tries(database, {"erik"}, {"visit"}, LONG_AGO) == {}


def test_a_result_in_force_says_whether_any_mark_would_let_it_pass(database: Database) -> None:
    attempt = an_attempt(turns=4)
    add_attempt(database, attempt, OPENING, TEXTS)
    card = a_card(80)
    check = card.criteria[0].checks[0].model_copy(update={"critical": True, "result": "missed"})
    broken = card.model_copy(update={"criteria": (card.criteria[0].model_copy(update={"checks": (check,)}),)})
    add_scorecard(database, attempt.id, RUBRIC, "v1", broken)
    assert list_tries(database, {"alice"}, {"visit"}, LONG_AGO)["alice"][0].barred

    sign_off(database, open_review(database, attempt.id, 1, "bob"), card)
    assert not list_tries(database, {"alice"}, {"visit"}, LONG_AGO)["alice"][0].barred


def test_a_number_that_the_database_does_not_know_is_told_calmly(database: Database, bob: Person) -> None:
    with pytest.raises(RoleplayError, match="store-unfit"):
        find_assignments(database, 2**70, bob)
