"""Behind a reverse proxy: what it says of the browser and of the person is believed from its own address, and from nobody else."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from fastapi import FastAPI

from roleplay.config import Settings
from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.practice import PracticeService
from roleplay.web.pace import Pace
from roleplay.web.server import create_app
from tests.web.conftest import CALL
from tests.web.test_sign_in import PASSWORD, token_on

PROXY, ELSEWHERE = "10.0.0.5", "192.168.7.7"
HOUSE = "practice.example"
ALICE = {"x-forwarded-user": "Alice", "x-forwarded-proto": "https"}
Browser = Callable[..., httpx.AsyncClient]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"proxy_from": ("10.0.0.0/24", "fd00::/8"), "proxy_header": "x-forwarded-user"})


@pytest.fixture
async def browser(app: FastAPI, alice: Person) -> AsyncIterator[Browser]:
    """A browser whose requests come from this address, with these headers put in by the proxy."""
    opened: list[httpx.AsyncClient] = []

    def browser(address: str, app: FastAPI = app, **headers: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 4711))
        plain = {"accept": "text/html", "accept-language": "en"} | {k.replace("_", "-"): v for k, v in headers.items()}
        scheme = "https" if "x-forwarded-proto" in plain else "http"
        opened.append(httpx.AsyncClient(transport=transport, base_url=f"{scheme}://{HOUSE}", headers=plain))
        return opened[-1]

    yield browser
    for each in opened:
        await each.aclose()


async def test_the_proxys_word_opens_a_session_that_holds_for_forms_too(
    browser: Browser, practice: PracticeService
) -> None:
    alice = browser(PROXY, **ALICE)
    answer = await alice.get("/")
    assert answer.status_code == 200 and "Alice Seller" in answer.text
    assert "Secure" in answer.headers["set-cookie"] and "HttpOnly" in answer.headers["set-cookie"]

    kept = await alice.get("/attempts")
    assert "set-cookie" not in kept.headers, "one session, not one a page"
    form = {"scenario": CALL[0], "persona": CALL[1], "csrf": await token_on(alice, f"/scenarios/{CALL[0]}")}
    assert (await alice.post("/attempts", data=form)).status_code == 303


@pytest.mark.parametrize("address", [ELSEWHERE, "127.0.0.1", "10.0.1.5", "", "::1"])
async def test_from_anywhere_else_the_header_says_nothing(browser: Browser, address: str) -> None:
    stranger = browser(address, x_forwarded_user="alice")
    answer = await stranger.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?back=/")
    assert "set-cookie" not in answer.headers


async def test_a_header_that_came_twice_was_not_written_by_the_proxy_alone(browser: Browser) -> None:
    headers = [("x-forwarded-user", "dora"), ("x-forwarded-user", "alice")]
    assert (await browser(PROXY).get("/", headers=headers)).status_code == 303


async def test_somebody_else_at_the_same_browser_gets_their_own_session(
    browser: Browser, people: PeopleService, practice: PracticeService
) -> None:
    one = browser(PROXY, **ALICE)
    await one.get("/")
    hers = one.cookies["roleplay_session"]

    form = {"scenario": CALL[0], "persona": CALL[1]}
    refused = await one.post("/attempts", data=form, headers={"x-forwarded-user": "dora"})
    assert refused.status_code == 401, "a form of Alice's page is not Dora's"
    text = (await one.get("/", headers={"x-forwarded-user": "dora"})).text

    assert "Dora" in text and "Alice" not in text
    assert people.holder(hers) is None


async def test_who_has_no_account_or_a_closed_one_is_told_so(browser: Browser, people: PeopleService) -> None:
    people.disable(people.named("alice").id)
    for login in ("alice", "mallory", "two words", "\u738b"):
        answer = await browser(PROXY).get("/", headers={"x-forwarded-user": login.encode()})
        assert answer.status_code == 403 and "You have no account here" in answer.text


async def test_unknown_people_are_added_only_where_that_is_wished(
    browser: Browser, people: PeopleService, settings: Settings, practice: PracticeService
) -> None:
    open_house = create_app(settings.model_copy(update={"add_unknown": True}), practice, Pace(scale=0))
    answer = await browser(PROXY, open_house, x_forwarded_user="mallory").get("/")
    assert answer.status_code == 200
    assert people.named("mallory").roles == {"seller"}


async def test_the_way_with_a_password_stays_open(browser: Browser) -> None:
    answer = await browser(PROXY, x_forwarded_proto="https").post(
        "/sign-in", data={"login": "alice", "password": PASSWORD}
    )
    assert answer.status_code == 303 and "Secure" in answer.headers["set-cookie"]


async def test_tls_in_front_is_known_by_the_proxys_word_only(browser: Browser) -> None:
    behind = (await browser(PROXY, x_forwarded_proto="https").get("/sign-in")).headers
    assert behind["strict-transport-security"] == "max-age=31536000"

    claimed = browser(ELSEWHERE)
    answer = await claimed.get("/sign-in", headers={"x-forwarded-proto": "https"})
    assert "strict-transport-security" not in answer.headers


async def test_guessing_is_counted_by_the_browsers_address_behind_the_proxy(
    browser: Browser, people: PeopleService
) -> None:
    """So one guesser does not slow the house, and does not hide by inventing addresses."""
    guess = {"password": "wrong"}
    guesser = browser(PROXY)
    for n in range(50):
        forged = {"x-forwarded-for": f"1.2.3.{n}, 203.0.113.9"}  # what the guesser wrote, then what the proxy saw
        await guesser.post("/sign-in", data=guess | {"login": f"nobody-{n}"}, headers=forged)

    right = {"login": "alice", "password": PASSWORD}
    slow = await guesser.post("/sign-in", data=right, headers={"x-forwarded-for": "203.0.113.9"})
    assert slow.status_code == 429
    other = await browser(PROXY).post("/sign-in", data=right, headers={"x-forwarded-for": "203.0.113.10"})
    assert other.status_code == 303


async def test_without_accounts_nobody_is_let_in_by_a_header(settings: Settings, practice: PracticeService) -> None:
    app = create_app(settings, practice, Pace(scale=0))
    transport = httpx.ASGITransport(app, client=(PROXY, 1))
    headers = {"accept": "text/html", "x-forwarded-user": "alice"}
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOUSE}", headers=headers) as client:
        assert (await client.get("/")).status_code == 400, "only this machine, until everybody signs in"
