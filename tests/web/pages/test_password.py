"""One's own password is changed by who knows the old one; everybody else's browser is out."""

import httpx
import pytest
from fastapi import FastAPI

from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.web.who import csrf_of
from tests.web.conftest import HOST, PASSWORD

OLD, NEW = PASSWORD, "five other very loud words"


async def change(app: FastAPI, session: str, old: str, new: str) -> httpx.Response:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    cookies, form = {"roleplay_session": session}, {"old": old, "new": new, "csrf": csrf_of(session)}
    headers = {"accept": "text/html", "accept-language": "en"}
    async with httpx.AsyncClient(
        transport=transport, base_url=f"http://{HOST}", headers=headers, cookies=cookies
    ) as one:
        return await one.post("/me/password", data=form)


async def test_it_is_changed_and_every_other_browser_is_out(app: FastAPI, people: PeopleService, alice: Person) -> None:
    here, elsewhere = people.open_session(alice), people.open_session(alice)
    answer = await change(app, here, OLD, NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/me/password?done=1")
    assert people.holder(here) is None and people.holder(elsewhere) is None
    assert people.holder(answer.cookies["roleplay_session"]) == alice
    assert people.holder(people.sign_in("alice", NEW, "-")) == alice


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("wrong", NEW, "This is not your current password."), (OLD, "short", "The password is too short.")],
)
async def test_otherwise_nothing_changes(
    app: FastAPI, people: PeopleService, alice: Person, old: str, new: str, told: str
) -> None:
    session = people.open_session(alice)
    answer = await change(app, session, old, new)
    assert answer.status_code == 422 and told in answer.text
    assert people.holder(session) == alice


async def test_a_stolen_browser_cannot_guess_for_long(app: FastAPI, people: PeopleService, alice: Person) -> None:
    session = people.open_session(alice)
    for _ in range(5):
        await change(app, session, "wrong", NEW)
    assert (await change(app, session, OLD, NEW)).status_code == 429


async def test_who_has_no_password_is_told_how_they_come_in(app: FastAPI, people: PeopleService) -> None:
    session = people.open_session(people.add("erik", "Erik", ["seller"]))
    transport = httpx.ASGITransport(app)
    headers, cookies = {"accept": "text/html", "accept-language": "en"}, {"roleplay_session": session}
    async with httpx.AsyncClient(
        transport=transport, base_url=f"http://{HOST}", headers=headers, cookies=cookies
    ) as one:
        text = (await one.get("/me/password")).text
    assert "Your account has no password here." in text and 'name="old"' not in text


async def test_without_accounts_it_leads_to_the_first_one(client: httpx.AsyncClient) -> None:
    assert (await client.get("/me/password")).headers["location"] == "/sign-in/first"


async def test_ones_own_page_leads_to_it(client: httpx.AsyncClient, app: FastAPI, people: PeopleService) -> None:
    session = people.open_session(people.named("dora"))
    text = (await client.get("/me", headers={"cookie": f"roleplay_session={session}"})).text
    assert '<a href="/me/password">Change your password</a>' in text
