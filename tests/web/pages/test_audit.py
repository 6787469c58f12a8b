"""The audit trail's page: an admin finds who did what by day, person and deed, page by page, and takes it along as a table."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from roleplay.audit_entry import AuditEntry
from roleplay.practice import PracticeService
from roleplay.store.audit import forget_person
from roleplay.store.audit_search import AuditFilters
from roleplay.store.tables import AuditRow, PersonRow
from roleplay.web.warmup import note_content
from tests.web.accounts import Accounts, Browser


@pytest.fixture
def house(app: FastAPI, practice: PracticeService) -> Accounts:
    return Accounts(app, practice)


@pytest.fixture
async def dora(house: Accounts) -> AsyncIterator[Browser]:
    browser = await house.of("dora")
    yield browser
    await browser.client.aclose()


def newest(dora: Browser, app: FastAPI) -> AuditEntry:
    found: list[AuditEntry] = app.state.context.audit.newest(AuditFilters(), 1)
    return found[0]


def rows_of(answer: httpx.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


async def test_it_tells_in_words_who_did_what_on_whom_and_from_where(dora: Browser, house: Accounts) -> None:
    alice = house.persons["alice"]
    await dora.post(f"/people/{alice.id}", name="Alice", roles=["seller", "coach"], practises="North", coaches="South")
    english, chinese = (await dora.get("/people/audit")).text, (await dora.get("/people/audit", "zh")).text

    assert "Roles changed: Alice" in english and "Seller → Seller, Coach" in english
    assert "Teams changed: Alice" in english and "coaches: none → South" in english
    assert f'<a href="/people/{dora.person.id}">Dora</a>' in english and "127.0.0.1" in english
    assert "修改角色：Alice" in chinese and "销售 → 销售，教练" in chinese and "负责团队：无 → South" in chinese


async def test_it_is_found_by_person_deed_and_day(dora: Browser, house: Accounts) -> None:
    alice = house.persons["alice"]
    await dora.post(f"/people/{alice.id}/disable")
    assert "<h1>1 entry" in (await dora.get("/people/audit?deed=disabled")).text
    assert "<h1>1 entry" in (await dora.get("/people/audit?deed=disabled&person=ALI")).text
    assert "No entries match" in (await dora.get("/people/audit?deed=disabled&person=bob")).text
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date()
    assert "No entries match" in (await dora.get(f"/people/audit?from={tomorrow}")).text
    kept = (await dora.get(f"/people/audit?deed=disabled&person=ali&to={tomorrow}")).text
    assert 'value="ali"' in kept and '<option value="disabled" selected>' in kept and f'value="{tomorrow}"' in kept


@pytest.mark.parametrize(
    "query", ["deed=zebra", "from=soon", "person=%00", "page=999", "to=9999-12-31", "from=0001-01-01"]
)
async def test_an_odd_address_is_still_a_page(dora: Browser, query: str) -> None:
    assert (await dora.get(f"/people/audit?{query}")).status_code == 200
    assert (await dora.get(f"/people/audit.csv?{query}")).status_code == 200


async def test_a_long_trail_has_pages_that_keep_the_filters(dora: Browser, practice: PracticeService) -> None:
    with practice.database.writing() as session:
        moment = datetime(2026, 11, 30, 12, tzinfo=UTC)
        session.add_all(
            AuditRow(at=moment + timedelta(seconds=n), deed="exported", actor="system", address=f"n{n}")
            for n in range(120)
        )

    first = (await dora.get("/people/audit?deed=exported")).text
    assert "Page 1 of 3" in first and "/people/audit?deed=exported&amp;page=2" in first
    assert ">n119<" in first and ">n69<" not in first
    last = (await dora.get("/people/audit?deed=exported&page=3")).text
    assert ">n0<" in last and "page=2" in last


async def test_the_table_holds_codes_and_taking_it_is_an_entry(dora: Browser, house: Accounts, app: FastAPI) -> None:
    alice = house.persons["alice"]
    await dora.post(f"/people/{alice.id}", name="=1+1", roles="seller", practises="North")
    answer = await dora.get("/people/audit.csv?person=alice")

    row = next(row for row in rows_of(answer) if row["deed"] == "renamed")
    assert (row["actor_login"], row["subject"], row["subject_name"], row["details"]) == (
        "dora",
        alice.id,
        "'=1+1",
        "{}",
    )
    assert row["at"].endswith("Z") or row["at"].endswith("+00:00")
    entry = newest(dora, app)
    assert (entry.deed, entry.actor, entry.details) == ("exported", dora.person.id, {"what": "audit"})


async def test_signing_in_and_its_failures_are_told_with_the_address(
    dora: Browser, house: Accounts, app: FastAPI
) -> None:
    await dora.post("/sign-in", login="alice", password="wrong")
    refused = newest(dora, app)
    assert (refused.deed, refused.subject_login, refused.address) == ("sign_in_failed", "alice", "127.0.0.1")
    text = (await dora.get("/people/audit?deed=sign_in_failed")).text
    assert "Sign-in refused: Alice" in text and "by password; wrong login or password" in text


@pytest.mark.parametrize(
    ("path", "who", "what"),
    [
        ("/me/export.zip", "alice", "own_talks"),
        ("/coach/attempts.csv", "bob", "talks"),
        ("/coach/team.csv", "bob", "team"),
        ("/coach/playbook/discovery-call/gold.yaml", "dora", "playbook"),
    ],
)
async def test_what_leaves_the_server_is_an_entry(
    house: Accounts, app: FastAPI, path: str, who: str, what: str
) -> None:
    browser = await house.of(who)
    assert (await browser.get(path)).status_code == 200
    entry = newest(browser, app)
    assert (entry.deed, entry.actor_login, entry.details["what"]) == ("exported", who, what)


async def test_deleting_ones_talks_is_told_and_of_their_words_nothing(house: Accounts, app: FastAPI) -> None:
    await house.talk("alice", "Good morning, a zebra.")
    alice = await house.of("alice")
    await alice.post("/me/delete")
    entry = newest(alice, app)
    assert (entry.deed, entry.actor_login, entry.subject_login, entry.details) == (
        "deleted",
        "alice",
        "alice",
        {"attempts": 1},
    )


async def test_somebody_erased_is_shown_by_a_pseudonym_in_all_they_did(
    dora: Browser, house: Accounts, practice: PracticeService
) -> None:
    carol = house.persons["carol"]
    with practice.database.writing() as session:
        name = forget_person(session, carol.id)
        session.get_one(PersonRow, carol.id).name = name
    text = (await dora.get(f"/people/audit?person={name}")).text
    assert f"Account added: {name}" in text and f"Person erased: {name}" in text and "Carol" not in text


async def test_what_a_newer_version_recorded_is_shown_as_it_is_stored(dora: Browser, practice: PracticeService) -> None:
    with practice.database.writing() as session:
        session.add(
            AuditRow(at=datetime.now(UTC), deed="teleported", actor="system", details={"far": [1, 2], "to": {"x": 1}})
        )
    text = (await dora.get("/people/audit")).text
    assert "teleported" in text and "far: 1, 2" in text


async def test_the_list_of_people_leads_to_it(dora: Browser) -> None:
    assert 'href="/people/audit"' in (await dora.get("/people")).text


def test_a_start_records_the_content_files_once_until_one_changes(app: FastAPI) -> None:
    context = app.state.context
    for _ in range(2):
        note_content(context)
    found = context.audit.newest(AuditFilters(deed="content"), 9)
    assert len(found) == 1 and "scenario:discovery-call" in found[0].details["added"]
