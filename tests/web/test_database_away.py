"""With the database away every page says so, calmly: 503, and never that somebody has no account or typed something wrong."""

from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

import httpx
import pytest
from fastapi import FastAPI

from roleplay.errors import STORE_UNAVAILABLE, RoleplayError
from roleplay.practice import PracticeService
from roleplay.store.database import Database, make_engine, read_url
from roleplay.web.formatting import Words
from tests.web.accounts import Accounts, Browser
from tests.web.conftest import HOST, PASSWORD
from tests.web.permissions_table import MAY

AWAY = "postgresql+psycopg://127.0.0.1:9/away"  # nobody listens there
ASKS_NOBODY = ("/health", "/ready", "/metrics", "/language/", "/chat/assets", "/sign-in")
PAGES = sorted(
    route.removeprefix("GET ") for route in MAY if route.startswith("GET ") and not route[4:].startswith(ASKS_NOBODY)
)


def take_away(database: Database) -> None:
    """From now on every connection is refused, as by a database server that is down."""
    database.engine.dispose()
    database.engine = make_engine(read_url(AWAY))
    for kept in ("reader", "writer"):
        database.__dict__.pop(kept, None)


@pytest.fixture
async def dora(app: FastAPI, practice: PracticeService) -> AsyncIterator[Browser]:
    """Signed in before the database goes."""
    browser = await Accounts(app, practice).of("dora")
    assert (await browser.get("/")).status_code == 200
    take_away(practice.database)
    yield browser
    await browser.client.aclose()


async def test_every_page_says_it_to_who_is_signed_in(dora: Browser) -> None:
    for path in PAGES:
        answer = await dora.get(path.replace("{", "").replace("}", ""))
        assert (answer.status_code, answer.headers.get("retry-after")) == (503, "5"), path
        assert "The database cannot be reached just now" in answer.text, path
        assert "no account" not in answer.text and "sign in" not in answer.text.lower(), path


async def test_in_both_languages_without_a_word_of_the_driver(dora: Browser) -> None:
    for language, said in (("en", "The database cannot be reached just now"), ("zh", "暂时连不上数据库")):
        text = (await dora.get("/attempts", language)).text
        assert said in text and "127.0.0.1" not in text and "refused" not in text


async def test_signing_in_is_not_wrong_but_not_possible_now(dora: Browser) -> None:
    answer = await dora.client.post("/sign-in", data={"login": "alice", "password": PASSWORD})
    assert answer.status_code == 503 and "The database cannot be reached just now" in answer.text
    assert "wrong" not in answer.text and "127.0.0.1" not in answer.text


async def test_a_browser_that_was_never_here_is_told_too(dora: Browser, app: FastAPI) -> None:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url=f"http://{HOST}", headers={"accept": "text/html"}
    ) as new:
        for path in ("/sign-in/link/nothing", "/sign-in/link/other"):
            assert (await new.get(path)).status_code == 503


@pytest.mark.parametrize("code", STORE_UNAVAILABLE)
def test_what_the_chat_says_of_it_is_calm_and_holds_nothing_of_the_driver(code: str) -> None:
    said = Words("en", ZoneInfo("UTC")).error(RoleplayError(code, reason="connection to 10.0.0.9 refused"))
    assert said.startswith("The database cannot be reached just now.") and "10.0.0.9" not in said
