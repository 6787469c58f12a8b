"""With accounts everybody signs in; without, the way to the first account is short and keeps what was practised."""

import re
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from roleplay import web
from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.practice import PracticeService
from tests.web.conftest import CALL, HOST, PASSWORD, Play, SignedIn, token_on


@pytest.mark.parametrize("path", ["/", "/attempts", "/attempts/some", "/chat/thread/some", "/chat/user"])
async def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back(
    people: PeopleService, client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?back={path}")
    assert (await client.get(path, headers={"accept": "application/json"})).status_code == 401
    assert (await client.post(path)).status_code == 401


def test_a_socket_of_nobody_is_closed(people: PeopleService, app: FastAPI) -> None:
    headers = {"origin": f"http://{HOST}", "host": HOST, "upgrade": "websocket"}
    client = TestClient(app, base_url=f"http://{HOST}")
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect("/chat/ws/socket.io/?EIO=4&transport=websocket", headers=headers),
    ):
        pass
    assert closed.value.code == 4401


async def test_signing_in_leads_back_to_where_one_came_from(alice: Person, client: httpx.AsyncClient) -> None:
    form = {"login": "Alice", "password": PASSWORD, "back": "/attempts?x=1"}
    answer = await client.post("/sign-in", data=form)

    assert (answer.status_code, answer.headers["location"]) == (303, "/attempts?x=1")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
    assert "Alice Seller" in (await client.get("/")).text


async def test_behind_tls_the_cookie_never_travels_in_the_clear(app: FastAPI, alice: Person) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://practice.example") as client:
        answer = await client.post("/sign-in", data={"login": "alice", "password": PASSWORD})
    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
async def test_it_never_leads_to_another_site(alice: Person, client: httpx.AsyncClient, back: str) -> None:
    answer = await client.post("/sign-in", data={"login": "alice", "password": PASSWORD, "back": back})
    assert answer.headers["location"] == "/"


async def test_a_wrong_login_and_a_wrong_password_look_the_same(alice: Person, client: httpx.AsyncClient) -> None:
    pages = []
    for login, password in (("alice", "wrong"), ("nobody", PASSWORD)):
        answer = await client.post("/sign-in", data={"login": login, "password": password})
        assert answer.status_code == 401 and "set-cookie" not in answer.headers
        pages.append(answer.text.replace(f'value="{login}"', ""))
    assert pages[0] == pages[1]
    assert "Wrong login or password." in pages[0]


async def test_guessing_is_slowed_down(alice: Person, client: httpx.AsyncClient) -> None:
    for _ in range(5):
        await client.post("/sign-in", data={"login": "alice", "password": "wrong"})
    answer = await client.post("/sign-in", data={"login": "alice", "password": PASSWORD})
    assert answer.status_code == 429
    assert "Too many failed sign-ins." in answer.text


async def test_signing_out_ends_the_session_and_not_only_the_cookie(signed_in: SignedIn, alice: Person) -> None:
    client = await signed_in(alice)
    kept = client.cookies["roleplay_session"]

    answer = await client.post("/sign-in/out", data={"csrf": await token_on(client)})

    assert answer.headers["location"] == "/sign-in"
    client.cookies.set("roleplay_session", kept)
    assert (await client.get("/")).status_code == 303


async def test_a_disabled_person_is_out_at_once(signed_in: SignedIn, people: PeopleService, alice: Person) -> None:
    client = await signed_in(alice)
    people.disable(alice.id)
    assert (await client.get("/attempts")).status_code == 303


async def test_a_form_without_its_token_does_nothing(
    signed_in: SignedIn, alice: Person, practice: PracticeService
) -> None:
    client = await signed_in(alice)
    form = {"scenario": CALL[0], "persona": CALL[1]}

    for sent in ({}, {"csrf": "0" * 64}, {"csrf": "\u00e9"}):
        answer = await client.post("/attempts", data=form | sent)
        assert answer.status_code == 409 and "This form has expired" in answer.text
    assert await practice.attempts(alice.id) == []

    answer = await client.post("/attempts", data=form | {"csrf": await token_on(client, f"/scenarios/{CALL[0]}")})
    assert answer.status_code == 303
    assert len(await practice.attempts(alice.id)) == 1


def test_every_form_that_changes_something_carries_the_token() -> None:
    templates = Path(web.__file__).parent / "templates"
    forms = [
        (page.name, form)
        for page in templates.rglob("*.html")
        for form in re.findall(r'<form[^>]*method="post".*?</form>', page.read_text(encoding="utf-8"), re.DOTALL)
    ]
    assert len(forms) > 5
    assert [name for name, form in forms if "token() }}" not in form] == []


async def test_another_persons_talk_is_not_there(
    signed_in: SignedIn, people: PeopleService, alice: Person, practice: PracticeService
) -> None:
    bob = people.add("bob", "Bob", ["seller"], PASSWORD)
    attempt = await practice.start(*CALL, person=bob.id)
    client = await signed_in(alice)

    for path in (f"/attempts/{attempt.id}", f"/chat/thread/{attempt.id}"):
        assert (await client.get(path)).status_code == 404
    finish = await client.post(f"/attempts/{attempt.id}/finish", data={"csrf": await token_on(client)})
    assert finish.status_code == 404


async def test_chainlit_is_told_who_is_there_by_us_alone(signed_in: SignedIn, alice: Person) -> None:
    client = await signed_in(alice)
    assert (await client.get("/chat/user")).json()["identifier"] == alice.id


async def test_a_link_welcomes_by_name_sets_a_password_and_works_once(
    people: PeopleService, client: httpx.AsyncClient
) -> None:
    carol = people.add("carol", "Carol", ["seller"])
    way = f"/sign-in/link/{people.make_link(carol.id)}"
    for _ in range(2):  # a mail program may look first
        assert "Welcome, Carol" in (await client.get(way)).text

    short = await client.post(way, data={"password": "short"})
    assert short.status_code == 422 and "The password is too short." in short.text
    assert (await client.post(way, data={"password": PASSWORD})).headers["location"] == "/"
    assert "Carol" in (await client.get("/")).text

    used = await client.get(way)
    assert used.status_code == 410 and "This link no longer works" in used.text


async def test_the_first_account_is_made_in_the_browser_and_inherits_what_was_practised(
    client: httpx.AsyncClient, play: Play
) -> None:
    attempt = await play("Good morning.", "What takes most of your time?")
    assert (await client.get("/sign-in")).headers["location"] == "/sign-in/first"

    form = {"login": "dora", "name": "Dora", "password": PASSWORD}
    assert (await client.post("/sign-in/first", data=form | {"password": "short"})).status_code == 422
    assert (await client.post("/sign-in/first", data=form)).headers["location"] == "/"

    assert (await client.get(f"/attempts/{attempt.id}")).status_code == 200
    assert (await client.get("/sign-in/first")).status_code == 404
    again = await client.post("/sign-in/first", data=form | {"csrf": await token_on(client)})
    assert again.status_code == 404


async def test_with_accounts_the_house_may_have_a_name_but_other_sites_may_still_not_act(
    people: PeopleService, client: httpx.AsyncClient
) -> None:
    named = {"host": "practice.example"}
    assert (await client.get("/sign-in", headers=named)).status_code == 200
    foreign = await client.post("/sign-in", headers=named | {"origin": "http://evil.example"}, data={})
    assert foreign.status_code == 403
    assert (await client.get("/sign-in", headers={"host": "evil;example"})).status_code == 400
