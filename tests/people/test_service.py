"""Accounts: who gets in, who no longer does, and what nobody learns from being refused."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from roleplay.errors import NotFound, RoleplayError
from roleplay.people import PeopleService
from roleplay.people import service as door_module
from roleplay.person import LOCAL, ROLES, Person
from roleplay.store.attempts import add_attempt, list_attempts
from roleplay.store.database import Database
from tests.conftest import ON_SQLITE
from tests.people.conftest import PASSWORD
from tests.store.conftest import OPENING, TEXTS, an_attempt

HERE = "10.0.0.1"


def refusal(people: PeopleService, login: str, password: str, address: str = HERE) -> tuple[str, dict[str, object]]:
    with pytest.raises(RoleplayError) as refused:
        people.sign_in(login, password, address)
    return refused.value.code, refused.value.params


def test_a_person_signs_in_by_login_in_any_case_and_is_known_by_the_token(people: PeopleService, alice: Person) -> None:
    token = people.sign_in(" ALICE@example.com ", PASSWORD, HERE)

    assert people.holder(token) == alice
    assert people.holder("another token") is None
    assert people.holder("") is None


def test_wrong_password_unknown_login_and_disabled_account_are_one_answer(people: PeopleService, alice: Person) -> None:
    people.disable(people.add("bob", "Bob", ["seller"], PASSWORD).id)

    answers = [refusal(people, *tried) for tried in ((alice.login, "wrong"), ("nobody", PASSWORD), ("bob", PASSWORD))]

    assert answers == [("sign-in-wrong", {})] * 3


def test_an_account_without_a_password_cannot_be_entered_with_an_empty_one(people: PeopleService, dora: Person) -> None:
    people.add("carol", "Carol", ["seller"])
    assert refusal(people, "carol", "")[0] == "sign-in-wrong"


@ON_SQLITE  # passwords are slow, and the database has no part in it
def test_after_five_wrong_tries_even_the_right_password_waits_whether_or_not_the_login_exists(
    people: PeopleService, alice: Person
) -> None:
    for login in (alice.login, "nobody"):
        for _ in range(5):
            assert refusal(people, login, "wrong")[0] == "sign-in-wrong"
        code, params = refusal(people, login, PASSWORD)
        assert (code, set(params)) == ("sign-in-slow", {"seconds"})


def test_one_address_that_guesses_at_many_logins_is_slowed_too(people: PeopleService, alice: Person) -> None:
    for guess in range(50):
        people._throttle.wrong(f"guess{guess}", HERE)

    assert refusal(people, alice.login, PASSWORD)[0] == "sign-in-slow"
    assert people.sign_in(alice.login, PASSWORD, "10.0.0.2")


def test_signing_out_ends_the_session_for_whoever_holds_the_token(people: PeopleService, alice: Person) -> None:
    token, other = people.sign_in(alice.login, PASSWORD, HERE), people.sign_in(alice.login, PASSWORD, HERE)
    people.sign_out(token)

    assert people.holder(token) is None
    assert people.holder(other) == alice


def test_disabling_or_a_new_password_signs_out_everywhere(people: PeopleService, alice: Person) -> None:
    token = people.sign_in(alice.login, PASSWORD, HERE)
    people.set_password(alice.id, "another quiet password")
    assert people.holder(token) is None

    token = people.sign_in(alice.login, "another quiet password", HERE)
    people.disable(alice.id)
    assert people.holder(token) is None
    people.disable(alice.id, disabled=False)
    assert people.sign_in(alice.login, "another quiet password", HERE)


def test_a_session_ends_by_itself(people: PeopleService, alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door_module, "SESSION", timedelta(seconds=-1))
    assert people.holder(people.sign_in(alice.login, PASSWORD, HERE)) is None


def test_a_link_signs_in_once_and_sets_the_password(people: PeopleService, alice: Person) -> None:
    token = people.make_link(alice.id)
    assert people.holder_of_link(token) == alice
    with pytest.raises(RoleplayError, match="password-short"):
        people.enter_by_link(token, "short")

    assert people.holder(people.enter_by_link(token, "a password of my own")) == alice

    with pytest.raises(RoleplayError, match="link-used"):
        people.enter_by_link(token, "a password of my own")
    assert people.sign_in(alice.login, "a password of my own", HERE)


def test_a_newer_link_makes_the_older_one_useless_and_so_does_disabling(people: PeopleService, alice: Person) -> None:
    old, new = people.make_link(alice.id), people.make_link(alice.id)
    assert people.holder_of_link(old) is None
    people.disable(alice.id)
    assert people.holder_of_link(new) is None


@ON_SQLITE
def test_the_database_holds_no_password_and_no_token(people: PeopleService, alice: Person, database: Database) -> None:
    tokens = [people.sign_in(alice.login, PASSWORD, HERE), people.make_link(alice.id)]

    assert database.file is not None
    kept = "\n".join(sqlite3.connect(database.file).iterdump())

    assert all(secret not in kept for secret in (PASSWORD, *tokens))
    assert "$argon2id$" in kept


def test_the_first_account_is_an_admins_and_inherits_what_was_done_before(
    people: PeopleService, database: Database
) -> None:
    add_attempt(database, an_attempt(person=LOCAL.id), OPENING, TEXTS)
    assert not people.exist()
    with pytest.raises(RoleplayError, match="first-is-admin"):
        people.add("alice", "Alice", ["seller"])

    dora = people.add("dora", "Dora", ["admin", "coach"])

    assert people.exist()
    assert [attempt.id for attempt in list_attempts(database, dora.id)] == ["first"]
    bob = people.add("bob", "Bob", ["seller"])
    assert list_attempts(database, bob.id) == []


def test_somebody_always_remains_who_is_an_admin(people: PeopleService, dora: Person) -> None:
    with pytest.raises(RoleplayError, match="last-admin"):
        people.set_roles(dora.id, ["seller"])
    with pytest.raises(RoleplayError, match="last-admin"):
        people.disable(dora.id)

    assert people.person(dora.id).has("admin")


@pytest.mark.parametrize("login", ["", "  ", "two words", "x" * 121, "a\x00b"])
def test_what_cannot_be_a_login_is_refused(people: PeopleService, dora: Person, login: str) -> None:
    with pytest.raises(RoleplayError, match="login-odd"):
        people.add(login, "Name", ["seller"])


def test_a_login_is_taken_in_any_case(people: PeopleService, alice: Person) -> None:
    with pytest.raises(RoleplayError, match="login-taken"):
        people.add("ALICE@example.com", "Another", ["seller"])


def test_teams_are_many_to_many_and_named_in_lists(people: PeopleService, alice: Person) -> None:
    people.set_teams(alice.id, practises=["North", "New starters"], coaches=["South"])
    people.set_teams(alice.id, practises=["North"])

    (listed,) = [each for each in people.list() if each.person.id == alice.id]
    assert (listed.practises, listed.coaches, listed.has_password) == (("North",), ("South",), True)


def test_who_is_not_there_is_not_found(people: PeopleService) -> None:
    for ask in (people.person, people.named, people.make_link):
        with pytest.raises(NotFound):
            ask("nobody")


def test_of_two_who_make_the_first_account_at_once_one_comes_too_late(people: PeopleService) -> None:
    dora = people.add_first("dora", "Dora", PASSWORD)
    assert dora.roles == set(ROLES)

    with pytest.raises(RoleplayError, match="first-taken"):
        people.add_first("eve", "Eve", PASSWORD)
    assert [listed.person for listed in people.list()] == [dora]


def test_guesses_that_come_all_at_once_are_counted_as_well(people: PeopleService, alice: Person) -> None:
    def guess(n: int) -> str:
        return refusal(people, alice.login, f"wrong guess {n}")[0]

    with ThreadPoolExecutor(20) as many:
        answers = list(many.map(guess, range(20)))

    assert answers.count("sign-in-wrong") <= 8  # five are free; on a slow machine some fall just after a wait
    assert set(answers) == {"sign-in-wrong", "sign-in-slow"}


def test_right_passwords_are_no_guesses(people: PeopleService, alice: Person) -> None:
    for _ in range(8):
        assert people.sign_in(alice.login, PASSWORD, HERE)


def test_who_has_a_whole_network_of_the_new_kind_is_one_address(people: PeopleService, alice: Person) -> None:
    """Anybody is given 2^64 addresses; by counting each, nobody would be slowed."""
    for guess in range(50):
        people._throttle.wrong(f"guess{guess}", f"2001:db8:0:7::{guess:x}")

    assert refusal(people, alice.login, PASSWORD, "2001:db8:0:7:ffff::1")[0] == "sign-in-slow"
    assert people.sign_in(alice.login, PASSWORD, "2001:db8:0:8::1")


def test_a_link_that_is_none_costs_no_work(people: PeopleService, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing a password is slow on purpose, and anybody may send to a link."""
    hashed: list[str] = []
    monkeypatch.setattr(door_module, "hash_password", lambda password: hashed.append(password) or "hash")

    with pytest.raises(RoleplayError, match="link-used"):
        people.enter_by_link("nobodys", PASSWORD)
    assert hashed == []
