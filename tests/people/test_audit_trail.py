"""What is done to accounts stands in the audit trail, with who did it; what is typed at the sign-in page does not."""

from collections.abc import Iterator

import pytest

from roleplay.audit_entry import DEEDS, PROVIDER, Actor, AuditEntry, actor, set_actor
from roleplay.errors import RoleplayError
from roleplay.i18n import LANGUAGES, catalogue
from roleplay.people import PeopleService
from roleplay.people.audit_trail import AuditTrail
from roleplay.people.people_import import plan_import, run_import
from roleplay.people.sso import Identity, provision_account
from roleplay.person import Person
from roleplay.store.audit_search import AuditFilters
from roleplay.store.database import Database
from tests.people.conftest import PASSWORD

HERE = "10.0.0.1"


@pytest.fixture(autouse=True)
def from_here() -> Iterator[None]:
    before = actor()
    set_actor(Actor("", HERE))
    yield
    set_actor(before)


@pytest.fixture
def trail(database: Database) -> AuditTrail:
    return AuditTrail(database)


def latest(trail: AuditTrail, n: int) -> list[AuditEntry]:
    """The newest last."""
    return trail.newest(AuditFilters(), n)[::-1]


def test_signing_in_is_the_deed_of_who_signed_in(people: PeopleService, trail: AuditTrail, alice: Person) -> None:
    people.sign_in(alice.login, PASSWORD, HERE)
    entry = latest(trail, 1)[0]
    assert (entry.deed, entry.actor, entry.address, entry.details) == ("sign_in", alice.id, HERE, {"way": "password"})


def test_a_failure_names_the_account_and_never_what_was_typed(
    people: PeopleService, trail: AuditTrail, database: Database, alice: Person
) -> None:
    for login in (alice.login.upper(), "my s3cret password"):
        with pytest.raises(RoleplayError, match="sign-in-wrong"):
            people.sign_in(login, "wrong", HERE)

    known, unknown = latest(trail, 2)
    assert (known.deed, known.actor, known.subject, known.address) == ("sign_in_failed", "", alice.id, HERE)
    assert (unknown.deed, unknown.subject) == ("sign_in_failed", "")
    with database.reading() as session:
        assert "s3cret" not in str(session.connection().exec_driver_sql("SELECT * FROM audit").all()).lower()


def test_who_is_signed_out_everywhere_is_told_with_the_reason_before_it(
    people: PeopleService, trail: AuditTrail, alice: Person
) -> None:
    people.open_session(alice), people.open_session(alice)
    people.disable(alice.id)
    off, out = latest(trail, 2)
    assert (off.deed, out.deed, out.subject, out.details) == ("disabled", "signed_out", alice.id, {"browsers": 2})


def test_a_link_its_password_and_the_sign_in_are_three_entries(
    people: PeopleService, trail: AuditTrail, alice: Person
) -> None:
    people.enter_by_link(people.make_link(alice.id), "another quiet password")
    link, password, sign_in = latest(trail, 3)
    assert [link.deed, password.deed, sign_in.deed] == ["sign_in_link", "password", "sign_in"]
    assert (password.actor, sign_in.details) == (alice.id, {"way": "link"})


def test_an_import_is_told_with_each_change_of_role_and_team(
    people: PeopleService, trail: AuditTrail, dora: Person, alice: Person
) -> None:
    people.set_teams(alice.id, practises=["South"])
    file = "name,login,team,role\nAlice Seller,alice@example.com,North,coach\nBob,bob,North,seller\n"
    for _ in run_import(people, plan_import(people, file.encode())):
        pass

    found = {(entry.deed, entry.subject_login): entry.details for entry in latest(trail, 6)}
    assert found[("import", "")] == {"people": 2, "added": 1}
    assert found[("account_added", "bob")] == {"roles": ["seller"]}
    assert found[("roles", alice.login)] == {"before": ["seller"], "after": ["coach"]}
    assert found[("teams", "bob")] == {"role": "seller", "before": [], "after": ["North"]}
    assert found[("teams", alice.login)]["after"] in ([], ["North"])


def test_what_single_sign_on_sends_is_its_own_deed(people: PeopleService, trail: AuditTrail, alice: Person) -> None:
    identity = Identity(login=alice.login, name="Alice", key="issuer|1", roles=frozenset({"coach"}))
    person = provision_account(people, identity, add_unknown=False)
    people.open_session(person, "provider")

    linked, roles, sign_in = latest(trail, 3)
    assert [(one.deed, one.actor) for one in (linked, roles)] == [("linked", PROVIDER), ("roles", PROVIDER)]
    assert (sign_in.actor, sign_in.details) == (alice.id, {"way": "provider"})


def test_every_deed_has_its_words_in_every_language() -> None:
    for language in LANGUAGES:
        assert [deed for deed in DEEDS if f"audit.deed_of.{deed}" not in catalogue(language)] == []
