"""One application over a fresh database, with the shipped content: Chinese and English."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from roleplay.attempt import Attempt
from roleplay.config import Settings
from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.practice import LOCAL_PERSON, PracticeService, open_practice
from roleplay.web.pace import Pace
from roleplay.web.server import create_app
from tests.shipped import shipped
from tests.web.routes_kept import routes_kept
from tests.web.undrawn import start_undrawn

ROOT = Path(__file__).parent.parent.parent
HOST = "127.0.0.1:8000"
VISIT = ("new-drug-visit", "director-lin")
CALL = ("discovery-call", "ingrid-solberg")
PASSWORD = "four quiet green words"
SignedIn = Callable[[Person], Awaitable[httpx.AsyncClient]]
Play = Callable[..., Awaitable[Attempt]]


@pytest.fixture(autouse=True, scope="session")
def routes_worked_out_once() -> Iterator[None]:
    with routes_kept():
        yield


@pytest.fixture(scope="session")
def chainlit_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Chainlit takes one folder in a process, the first it is given."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def settings(chainlit_folder: Path, tmp_path: Path) -> Settings:
    return Settings(data=chainlit_folder, database_url=f"sqlite:///{tmp_path / 'web.db'}", timezone="Asia/Shanghai")


@pytest.fixture
def practice(settings: Settings) -> PracticeService:
    return open_practice(settings, shipped, flush=0)


@pytest.fixture
def app(settings: Settings, practice: PracticeService) -> FastAPI:
    return create_app(settings, practice, Pace(scale=0))


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that reads English."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"accept": "text/html", "accept-language": "en-GB,en;q=0.9"}
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=headers) as client:
        yield client


@pytest.fixture
def play(practice: PracticeService) -> Play:
    """A talk of these lines, finished unless told otherwise."""

    async def play(
        *lines: str, talk: tuple[str, str] = CALL, finish: bool = True, seed: int = 7, person: str = LOCAL_PERSON
    ) -> Attempt:
        attempt = await start_undrawn(practice, *talk, person=person, seed=seed)
        for line in lines:
            if (await practice.attempt(attempt.id, person)).is_finished:
                break
            async for _ in practice.say(attempt.id, person, line):
                pass
        if finish:
            await practice.finish(attempt.id, person)
        return await practice.attempt(attempt.id, person)

    return play


def lines_of(name: str) -> list[str]:
    text = (ROOT / "tests" / "lines" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


@pytest.fixture
def people(app: FastAPI) -> PeopleService:
    people: PeopleService = app.state.house.people
    people.add("dora", "Dora", ["admin"], PASSWORD)
    return people


@pytest.fixture
def alice(people: PeopleService) -> Person:
    return people.add("alice", "Alice Seller", ["seller"], PASSWORD)


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[Callable[[], httpx.AsyncClient]]:
    opened: list[httpx.AsyncClient] = []

    def browser() -> httpx.AsyncClient:
        headers = {"accept": "text/html", "accept-language": "en", "origin": f"http://{HOST}"}
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        opened.append(httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=headers))
        return opened[-1]

    yield browser
    for each in opened:
        await each.aclose()


@pytest.fixture
def signed_in(browser: Callable[[], httpx.AsyncClient]) -> SignedIn:
    async def signed_in(person: Person) -> httpx.AsyncClient:
        client = browser()
        answer = await client.post("/sign-in", data={"login": person.login, "password": PASSWORD})
        assert answer.status_code == 303
        return client

    return signed_in


async def token_on(client: httpx.AsyncClient, path: str = "/") -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', (await client.get(path)).text)
    assert found
    return found[1]
