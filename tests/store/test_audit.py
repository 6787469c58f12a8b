"""The audit trail is written with the deed or not at all, is found by day, person and deed, and outlives an erased person."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from roleplay.audit_entry import COMMAND, Actor, actor, set_actor
from roleplay.errors import RoleplayError
from roleplay.person import Person, pseudonym
from roleplay.store import audit_search
from roleplay.store.attempts import add_attempt
from roleplay.store.audit import delete_before, forget_person, record_content, record_now
from roleplay.store.audit_search import AuditFilters, all_entries, count_entries, list_entries
from roleplay.store.database import Database
from roleplay.store.delete_attempts import delete_attempts
from roleplay.store.people import add_person, change_person, disable_person, set_teams
from roleplay.store.tables import AuditRow
from tests.store.conftest import OPENING, TEXTS, an_attempt

DORA = Person(id="id-of-dora", login="dora", name="Dora Admin", roles=frozenset({"admin"}))
ALICE = Person(id="id-of-alice", login="alice@house.example", name="Alice Ünal", roles=frozenset({"seller"}))
ALL = AuditFilters()


@pytest.fixture(autouse=True)
def by_dora() -> Iterator[None]:
    before = actor()
    set_actor(Actor(DORA.id, "10.0.0.7"))
    yield
    set_actor(before)


@pytest.fixture
def people(database: Database) -> None:
    add_person(database, DORA)
    add_person(database, ALICE)


def deeds(database: Database, wanted: AuditFilters = ALL) -> list[str]:
    """The newest last."""
    return [entry.deed for entry in list_entries(database, wanted, 0, 100)][::-1]


def test_an_entry_tells_who_did_what_on_whom_and_from_where(database: Database, people: None) -> None:
    change_person(database, ALICE.id, roles={"coach"})

    entry = list_entries(database, ALL, 0, 1)[0]

    assert (entry.deed, entry.actor_login, entry.subject_name) == ("roles", "dora", "Alice Ünal")
    assert (entry.address, entry.details) == ("10.0.0.7", {"before": ["seller"], "after": ["coach"]})
    assert abs(entry.at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_deed_that_is_undone_leaves_no_entry(database: Database, people: None) -> None:
    before = deeds(database)
    with pytest.raises(RoleplayError, match="last-admin"):
        disable_person(database, DORA.id)
    assert deeds(database) == before


def test_what_changes_nothing_is_no_entry(database: Database, people: None) -> None:
    set_teams(database, ALICE.id, "seller", ["North"])
    before = deeds(database)
    set_teams(database, ALICE.id, "seller", ["North"])
    change_person(database, ALICE.id, name=ALICE.name, roles=ALICE.roles)
    disable_person(database, ALICE.id, False)
    assert deeds(database) == before and before[-1] == "teams"


def test_deleted_talks_are_counted_by_whose_they_were(database: Database, people: None) -> None:
    for id in ("one", "two"):
        add_attempt(database, an_attempt(id, ALICE.id), OPENING, TEXTS)

    delete_attempts(database, ["one", "two"])

    entry = list_entries(database, ALL, 0, 1)[0]
    assert (entry.deed, entry.subject, entry.details) == ("deleted", ALICE.id, {"attempts": 2})


def test_entries_are_found_by_person_deed_and_day(database: Database, people: None) -> None:
    disable_person(database, ALICE.id)
    record_now(database, "exported", what="audit")
    tomorrow = datetime.now(UTC) + timedelta(days=1)

    assert deeds(database, AuditFilters(person="ÜNAL")) == ["account_added", "disabled"]
    assert deeds(database, AuditFilters(person="alice@", deed="disabled")) == ["disabled"]
    assert deeds(database, AuditFilters(person="nobody")) == []
    assert deeds(database, AuditFilters(since=tomorrow)) == []
    assert count_entries(database, AuditFilters(until=tomorrow, person="dora")) == 4


def test_an_export_has_every_entry_once_though_it_is_read_in_portions(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_search, "AT_ONCE", 2)
    moment = datetime(2026, 11, 30, 12, tzinfo=UTC)
    with database.writing() as session:  # four at the same moment: the border of a portion lies between them
        session.add_all(AuditRow(at=moment, deed="exported", actor=COMMAND, details={"n": n}) for n in range(5))

    assert [entry.details["n"] for entry in all_entries(database, ALL)] == [4, 3, 2, 1, 0]


def test_an_erased_person_stays_as_the_same_pseudonym_and_without_an_address(database: Database, people: None) -> None:
    set_actor(Actor(ALICE.id, "192.168.1.9"))
    record_now(database, "exported", ALICE.id, what="own_talks")
    set_actor(Actor(DORA.id, "10.0.0.7"))
    with database.writing() as session:
        name = forget_person(session, ALICE.id)

    own = list_entries(database, AuditFilters(person=name), 0, 10)
    assert name == pseudonym(ALICE.id) == pseudonym(name) and ALICE.id not in name
    assert [(entry.deed, entry.actor, entry.subject, entry.address) for entry in own] == [
        ("erased", DORA.id, name, "10.0.0.7"),
        ("exported", name, name, ""),
        ("account_added", DORA.id, name, "10.0.0.7"),
    ]
    with database.reading() as session:
        raw = session.connection().exec_driver_sql("SELECT * FROM audit").all()
    assert ALICE.id not in str(raw) and ALICE.login not in str(raw) and ALICE.name not in str(raw)


def test_content_is_an_entry_when_a_file_differs_from_the_last_start(database: Database) -> None:
    record_content(database, {"scenario:call": "a", "persona:lin": "b"})
    record_content(database, {"scenario:call": "a", "persona:lin": "b"})
    record_content(database, {"scenario:call": "c", "rubric:general": "d"})

    told = [entry.details for entry in list_entries(database, ALL, 0, 9)]
    assert told == [
        {"added": ["rubric:general"], "changed": ["scenario:call"], "removed": ["persona:lin"]},
        {"added": ["persona:lin", "scenario:call"]},
    ]


def test_old_entries_go_but_content_is_still_compared_with_the_last_one(database: Database) -> None:
    record_content(database, {"scenario:call": "a"})
    record_now(database, "exported", what="audit")

    assert delete_before(database, datetime.now(UTC) + timedelta(seconds=1)) == 1
    record_content(database, {"scenario:call": "a"})

    assert deeds(database) == ["content"]
