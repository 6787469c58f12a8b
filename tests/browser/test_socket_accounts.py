"""Chainlit's socket with accounts: each event keeps to who is signed in now, and to their own talks."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import socketio

from roleplay.people import PeopleService
from roleplay.person import Person, Role
from roleplay.store.database import Database
from roleplay.web.who import csrf_of
from tests.browser.rig import Server
from tests.browser.test_socket import Client, news_with

LINE = "Good morning, how was the move?"
QUIET = 1.0  # seconds in which what should not come would have come


@dataclass
class House:
    server: Server
    people: PeopleService
    alice: Person
    others: dict[str, Person]

    def session(self, person: Person) -> str:
        return self.people.open_session(person)

    def client(self, person: Person) -> Client:
        return Client(self.server.url, self.session(person))

    def start(self, person: Person) -> str:
        session = self.session(person)
        form = {"scenario": "discovery-call", "persona": "theo-marchand", "csrf": csrf_of(session)}
        cookies = {"roleplay_session": session}
        answer = httpx.post(f"{self.server.url}/attempts", data=form, cookies=cookies, trust_env=False, timeout=60)
        return answer.headers["location"].rsplit("/", 1)[1]

    def sign_out(self, session: str) -> None:
        cookies, form = {"roleplay_session": session}, {"csrf": csrf_of(session)}
        answer = httpx.post(f"{self.server.url}/sign-in/out", data=form, cookies=cookies, trust_env=False, timeout=60)
        assert answer.headers["location"] == "/sign-in"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data = tmp_path_factory.mktemp("house")
    with Server(data) as server:
        yield _peopled(server, data)


def _peopled(server: Server, data: Path) -> House:
    people = PeopleService(Database(f"sqlite:///{data / 'roleplay.db'}"))
    admin = people.add("dora", "Dora", ["admin"])
    roles: dict[str, Role] = {"bob": "seller", "carol": "coach", "eve": "coach"}
    others = {name: people.add(name, name, [role]) for name, role in roles.items()} | {"dora": admin}
    alice = people.add("alice", "Alice", ["seller"])
    people.set_teams(alice.id, practises=["North"])
    people.set_teams(others["carol"].id, coaches=["North"])
    return House(server, people, alice, others)


async def opened(client: Client, attempt: str) -> Client:
    await client.open(attempt)
    await asyncio.wait_for(client.resumed.wait(), 60)
    return client


async def turns(house: House, attempt: str) -> list[str]:
    client = await opened(house.client(house.alice), attempt)
    await client.close()
    return [step["output"] for step in client.thread["steps"] if not step["id"].startswith("pause-")]


async def test_a_talk_goes_on_for_who_is_signed_in(house: House) -> None:
    attempt = house.start(house.alice)
    client = await opened(house.client(house.alice), attempt)
    await client.say(LINE)
    await news_with(client, "heard")
    await client.close()
    assert (await turns(house, attempt))[0] == LINE


@pytest.mark.parametrize("name", ["bob", "carol", "eve", "dora"])
async def test_anothers_talk_is_neither_shown_nor_heard_nor_spoken_in(house: House, name: str) -> None:
    """Also not by a coach: there is no seat beside a talk that is going on."""
    attempt = house.start(house.alice)
    other, alice = house.client(house.others[name]), house.client(house.alice)
    await other.open(attempt)
    assert (await news_with(other, "home"))["home"] is True
    await opened(alice, attempt)
    other.heard.clear(), other.news.clear()

    await alice.say(LINE)
    await news_with(alice, "heard")
    await asyncio.sleep(QUIET)
    assert (other.heard, other.news) == ([], []), "not a word of hers"

    for event, data in forged(attempt):
        await other.socket.emit(event, data)
    await other.say("I am not Alice.")
    await asyncio.sleep(QUIET)
    assert other.thread == {} and LINE not in str(other.heard)
    await other.close()
    await alice.close()
    assert "I am not Alice." not in await turns(house, attempt)


def forged(attempt: str) -> list[tuple[str, Any]]:
    """Everything else that a client may send."""
    message = {"id": f"{attempt}-1", "threadId": attempt, "output": "forged", "type": "user_message", "name": "x"}
    return [
        ("connection_successful", None), ("edit_message", {"message": message}), ("stop", None), ("window_message", "x"),
        ("message_favorite", {"message": message | {"metadata": {"favorite": True}}}), ("fetch_favorites", None),
        ("audio_start", None), ("audio_chunk", {"isStart": True, "mimeType": "x", "elapsedTime": 0, "data": b"x"}),
        ("audio_end", None), ("chat_settings_change", {"thread_id": attempt}), ("chat_settings_edit", {}),
    ]  # fmt: skip


async def test_nobody_takes_up_anothers_screen(house: House) -> None:
    attempt = house.start(house.alice)
    alice = await opened(house.client(house.alice), attempt)
    thief = house.client(house.others["bob"])
    thief.id = alice.id
    with pytest.raises(socketio.exceptions.ConnectionError):
        await thief.open(attempt)
    await thief.http.close()
    await alice.close()


@pytest.mark.parametrize("session", ["", "invented"])
async def test_who_is_not_signed_in_has_no_socket(house: House, session: str) -> None:
    client = Client(house.server.url, session)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.open(house.start(house.alice))
    await client.http.close()


@pytest.mark.parametrize("how", ["sign out", "disable"])
async def test_an_open_socket_is_deaf_and_dumb_when_the_session_is_over(house: House, how: str) -> None:
    frank = house.people.add(how.replace(" ", "-"), "Frank", ["seller"])
    attempt, session = house.start(frank), house.session(frank)
    client = await opened(Client(house.server.url, session), attempt)
    if how == "disable":
        house.people.disable(frank.id)
    else:
        house.sign_out(session)
    client.thread = {}
    client.news.clear()

    await client.say("Anybody?")
    assert (await news_with(client, "home"))["home"] is True
    for event, data in forged(attempt):
        await client.socket.emit(event, data)
    await asyncio.sleep(QUIET)

    assert client.thread == {}, "nor is the talk shown once more"
    await client.close()
    if how == "disable":
        house.people.disable(frank.id, False)
    again = await opened(house.client(frank), attempt)
    await again.close()
    assert "Anybody?" not in str(again.thread["steps"])


async def test_a_browser_left_open_elsewhere_hears_no_more_once_its_session_is_over(house: House) -> None:
    attempt, left = house.start(house.alice), house.session(house.alice)
    elsewhere = await opened(Client(house.server.url, left), attempt)
    alice = await opened(house.client(house.alice), attempt)
    await alice.say(LINE)
    await news_with(elsewhere, "heard")

    house.sign_out(left)
    elsewhere.heard.clear(), elsewhere.news.clear()
    alice.news.clear()
    await alice.say("And what takes most of your time?")
    await news_with(alice, "heard")
    await asyncio.sleep(QUIET)

    assert elsewhere.news == [{"home": True}]
    assert "most of your time" not in str(elsewhere.heard) and "stream" not in str(elsewhere.heard)
    await elsewhere.close()
    await alice.close()
