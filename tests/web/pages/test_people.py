"""Admins keep the accounts in the browser: found, added, changed, switched off, imported with their links."""

import csv
import io
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from roleplay.config import Settings
from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.web.auth.middleware import csrf_of
from roleplay.web.body_limit import LARGEST, LARGEST_FILE
from tests.web.conftest import HOST


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"url": "https://practice.example"})


@pytest.fixture
def dora(people: PeopleService) -> Person:
    return people.named("dora")


@pytest.fixture
def alice(people: PeopleService, dora: Person) -> Person:
    alice = people.add("alice", "Alice <Seller>", ["seller"])
    people.set_teams(alice.id, practises=["North"])
    return alice


class Browser:
    """Somebody's, who fills in forms as our pages make them."""

    def __init__(self, app: FastAPI, session: str) -> None:
        self.csrf = csrf_of(session)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        headers, cookies = {"accept": "text/html", "accept-language": "en"}, {"roleplay_session": session}
        self.http = httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=headers, cookies=cookies)

    async def get(self, path: str) -> httpx.Response:
        return await self.http.get(path)

    async def send(self, path: str, file: bytes | None = None, **form: object) -> httpx.Response:
        files = {"file": ("people.csv", file, "text/csv")} if file is not None else None
        return await self.http.post(path, data=form | {"csrf": self.csrf}, files=files)


@pytest.fixture
async def admin(app: FastAPI, people: PeopleService, dora: Person) -> AsyncIterator[Browser]:
    browser = Browser(app, people.open_session(dora))
    yield browser
    await browser.http.aclose()


def names_on(answer: httpx.Response) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', answer.text)


async def test_the_list_shows_who_may_do_what_and_escapes_what_people_are_called(admin: Browser, alice: Person) -> None:
    text = (await admin.get("/people")).text
    assert "<h1>2 people</h1>" in text
    assert "Alice &lt;Seller&gt;" in text and "practises in North" in text and "No password yet" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ALI", ["Alice &lt;Seller&gt;"]), ("q=dora", ["Dora"]), ("team=North", ["Alice &lt;Seller&gt;"]),
        ("role=admin", ["Dora"]), ("state=ready", ["Dora"]), ("state=waiting&role=seller", ["Alice &lt;Seller&gt;"]),
        ("q=%25", []), ("role=boss", []),
    ],
)  # fmt: skip
async def test_people_are_found_by_name_login_team_role_and_state(
    admin: Browser, alice: Person, query: str, found: list[str]
) -> None:
    answer = await admin.get(f"/people?{query}")
    assert names_on(answer) == found
    assert ("No one matches these filters." in answer.text) is (not found)


async def test_who_is_bound_to_single_sign_on_can_be_unbound_on_their_page(
    admin: Browser, people: PeopleService, alice: Person
) -> None:
    assert "Unlink" not in (await admin.get(f"/people/{alice.id}")).text
    people.bind(alice.id, "https://provider.example|1")
    assert f'action="/people/{alice.id}/unbind"' in (await admin.get(f"/people/{alice.id}")).text

    assert (await admin.send(f"/people/{alice.id}/unbind")).status_code == 303

    assert people.find_by_sso_key("https://provider.example|1") is None
    assert "Unlink" not in (await admin.get(f"/people/{alice.id}")).text


async def test_many_people_come_in_pages_that_keep_the_choices(admin: Browser, people: PeopleService) -> None:
    for n in range(60):
        people.add(f"seller-{n:02}", f"Seller {n:02}", ["seller"])
    first = await admin.get("/people?role=seller")
    assert len(names_on(first)) == 50 and "Page 1 of 2" in first.text and "<h1>60 of 61 people</h1>" in first.text
    address = re.search(r'href="(/people\?[^"]*page=2)"', first.text)
    assert address
    second = await admin.get(address[1].replace("&amp;", "&"))
    assert names_on(second) == [f"Seller {n:02}" for n in range(50, 60)]
    assert names_on(await admin.get("/people?page=99")) == names_on(await admin.get("/people?page=2"))


async def test_somebody_new_gets_roles_teams_and_a_link_that_is_shown_once(
    admin: Browser, people: PeopleService
) -> None:
    form = {
        "name": "王敏",
        "login": "Wang",
        "roles": ["seller", "coach"],
        "practises": "North; South",
        "coaches": "South",
    }
    answer = await admin.send("/people/new", **form)

    link = re.search(r"<code>https://practice.example/sign-in/link/([\w-]+)</code>", answer.text)
    assert answer.status_code == 200 and link
    wang = people.named("wang")
    assert people.holder_of_link(link[1]) == wang
    listed = next(each for each in people.list() if each.person == wang)
    assert (wang.roles, listed.practises, listed.coaches) == ({"seller", "coach"}, ("North", "South"), ("South",))
    assert link[1] not in (await admin.get(f"/people/{wang.id}")).text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"login": "alice"}, "The login “alice” is already taken."), ({"login": "two words"}, "cannot be a login"),
        ({"name": ""}, "The name has the wrong length."), ({"roles": []}, "An account needs a role."),
        ({"practises": "x" * 121}, "The name has the wrong length."),
    ],
)  # fmt: skip
async def test_what_is_wrong_with_somebody_new_is_said_and_what_was_typed_is_kept(
    admin: Browser, people: PeopleService, alice: Person, wrong: dict[str, object], told: str
) -> None:
    answer = await admin.send(
        "/people/new", **({"name": "Bo", "login": "bo", "roles": ["seller"], "coaches": "East"} | wrong)
    )
    assert answer.status_code == 422 and told in answer.text and 'value="East"' in answer.text
    assert len(people.list()) == 2 and "East" not in people.teams().values()


async def test_a_person_is_changed(admin: Browser, people: PeopleService, alice: Person) -> None:
    form = {"name": "Alice Coach", "roles": ["coach"], "practises": "", "coaches": "North；East"}
    answer = await admin.send(f"/people/{alice.id}", **form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/people/{alice.id}?saved=1")

    listed = next(each for each in people.list() if each.person.id == alice.id)
    assert (listed.person.name, listed.person.roles) == ("Alice Coach", {"coach"})
    assert (listed.practises, listed.coaches) == ((), ("East", "North"))
    text = (await admin.get(f"/people/{alice.id}?saved=1")).text
    assert "Saved." in text and 'value="East; North"' in text


async def test_the_last_admin_can_neither_be_switched_off_nor_lose_the_role(
    admin: Browser, people: PeopleService, dora: Person
) -> None:
    for path, form in (("/disable", {}), ("", {"name": "Nobody", "roles": ["seller"]})):
        answer = await admin.send(f"/people/{dora.id}{path}", **form)
        assert answer.status_code == 422 and "There must be at least one admin." in answer.text
    assert people.person(dora.id) == dora


async def test_who_is_switched_off_is_out_at_once_and_their_link_is_dead(
    admin: Browser, app: FastAPI, people: PeopleService, alice: Person
) -> None:
    session, link = people.open_session(alice), people.make_link(alice.id)
    assert (await admin.send(f"/people/{alice.id}/disable")).status_code == 303
    assert people.holder(session) is None and people.holder_of_link(link) is None
    assert "is switched off and cannot sign in" in (await admin.get(f"/people/{alice.id}")).text
    await admin.send(f"/people/{alice.id}/enable")
    assert not people.person(alice.id).disabled


async def test_a_new_link_ends_the_older_one(admin: Browser, people: PeopleService, alice: Person) -> None:
    old = people.make_link(alice.id)
    text = (await admin.send(f"/people/{alice.id}/link")).text
    assert people.holder_of_link(old) is None
    assert people.holder_of_link(re.findall(r"/sign-in/link/([\w-]+)", text)[0]) == alice


async def test_teams_with_their_people(admin: Browser, people: PeopleService, alice: Person) -> None:
    assert "<h1>1 team</h1>" in (await admin.get("/people/teams")).text
    carl = people.add("carl", "Carl", ["coach"])
    people.set_teams(carl.id, coaches=["North"])
    row = re.search(r"North</a></th><td>1</td><td>Carl</td>", (await admin.get("/people/teams")).text)
    assert row


LIST = "name,login,team,role\n王敏,wang,North,\n=Bo,bo,North;South,coach\nAlice <Seller>,alice,North,seller\n".encode()


async def test_a_list_is_looked_at_then_imported_and_its_links_are_fetched_once(
    admin: Browser, people: PeopleService, alice: Person
) -> None:
    seen = await admin.send("/people/import", LIST)
    assert "<h1>2 new, 0 changed, 1 unchanged</h1>" in seen.text and "王敏" in seen.text
    assert len(people.list()) == 2, "nothing was done"

    confirm = re.search(r'action="(/people/import/[\w-]+)"', seen.text)
    assert confirm
    done = (await admin.send(confirm[1])).headers["location"]
    assert (await admin.send(confirm[1])).status_code == 409, "once"
    assert "<h1>2 added, 0 changed, 1 unchanged</h1>" in (await admin.get(done)).text

    for _ in range(2):
        assert "2 sign-in links are ready" in (await admin.get(done)).text, "looking takes nothing"
    answer = await admin.send(f"{done}/links")
    assert answer.content.startswith(b"\xef\xbb\xbf") and "attachment" in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["login", "name", "link"] and [row[0] for row in rows[1:]] == ["wang", "bo"]
    assert rows[2][1] == "'=Bo", "no formula"
    assert people.holder_of_link(rows[1][2].rsplit("/", 1)[1]) == people.named("wang")

    assert (await admin.send(f"{done}/links")).status_code == 409
    assert "The links were downloaded." in (await admin.get(done)).text
    assert "<h1>0 new, 0 changed, 3 unchanged</h1>" in (await admin.send("/people/import", LIST)).text


async def test_every_trouble_of_a_list_stands_with_its_line(admin: Browser, people: PeopleService) -> None:
    wrong = b"name,login,role\nBo,bo,\n,carl,\nEve,two words,\nBo,bo,\nFay,fay,boss\n"
    answer = await admin.send("/people/import", wrong)
    assert answer.status_code == 422 and "<h1>4 lines cannot be imported</h1>" in answer.text
    assert re.findall(r'<th scope="row" class="num">(\d+)</th>', answer.text) == ["3", "4", "5", "6"]
    assert "There is no role “boss”." in answer.text and "Write seller, coach or admin." in answer.text
    assert len(people.list()) == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "No line has these column headings: name, login"), (b"a,b\n1,2\n", "No line has these column headings: name, login"), (b"\xff\xfe\x00", "cannot be read"),
        (b"name,login\n", "The file contains no people."), (b"x" * (LARGEST_FILE + 1), "larger than 2 MB"),
    ],
)  # fmt: skip
async def test_a_file_that_is_no_list_is_said_calmly(admin: Browser, data: bytes, told: str) -> None:
    answer = await admin.send("/people/import", data)
    assert answer.status_code == 422 and told in answer.text


async def test_a_body_without_end_is_cut_off(admin: Browser) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 65536
            yield b"x" * 65536

    told = await admin.http.post("/people/import", content=b"", headers={"content-length": str(LARGEST + 1)})
    assert told.status_code == 413
    kind = {"content-type": "multipart/form-data; boundary=x"}
    answer = await admin.http.post("/people/import", content=endless(), headers=kind)
    assert answer.status_code in (400, 413) and sent <= LARGEST + 2 * 65536


async def test_what_one_admin_left_to_be_confirmed_is_not_anothers(
    admin: Browser, app: FastAPI, people: PeopleService
) -> None:
    confirm = re.search(r'action="(/people/import/[\w-]+)"', (await admin.send("/people/import", LIST)).text)
    other = Browser(app, people.open_session(people.add("edda", "Edda", ["admin"])))
    assert confirm and (await other.send(confirm[1])).status_code == 409
    await other.http.aclose()


async def test_without_accounts_the_list_leads_to_the_first_one(client: httpx.AsyncClient) -> None:
    assert (await client.get("/people")).headers["location"] == "/sign-in/first"
    assert (await client.get("/people/import")).status_code == 404
