"""One application over a fresh database, with the shipped content: Chinese and English."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import cache
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from roleplay.attempt import Attempt
from roleplay.config import Settings
from roleplay.content.library import Library, load_library
from roleplay.practice import LOCAL_PERSON, Practice, open_practice
from roleplay.web.pace import Pace
from roleplay.web.server import create_app

ROOT = Path(__file__).parent.parent.parent
HOST = "127.0.0.1:8000"
VISIT = ("new-drug-visit", "director-lin")
CALL = ("discovery-call", "ingrid-solberg")
Play = Callable[..., Awaitable[Attempt]]


@cache
def shipped() -> Library:
    return load_library(ROOT)


@pytest.fixture(scope="session")
def chainlit_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Chainlit takes one folder in a process, the first it is given."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def settings(chainlit_folder: Path, tmp_path: Path) -> Settings:
    return Settings(data=chainlit_folder, database_url=f"sqlite:///{tmp_path / 'web.db'}", timezone="Asia/Shanghai")


@pytest.fixture
def practice(settings: Settings) -> Practice:
    return open_practice(settings, shipped, flush=0)


@pytest.fixture
def app(settings: Settings, practice: Practice) -> FastAPI:
    return create_app(settings, practice, Pace(scale=0))


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that reads English."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"accept": "text/html", "accept-language": "en-GB,en;q=0.9"}
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=headers) as client:
        yield client


@pytest.fixture
def play(practice: Practice) -> Play:
    """A talk of these lines, finished unless told otherwise."""

    async def play(*lines: str, talk: tuple[str, str] = CALL, finish: bool = True, seed: int = 7) -> Attempt:
        attempt = await practice.start(*talk, person=LOCAL_PERSON, seed=seed)
        for line in lines:
            if (await practice.attempt(attempt.id, LOCAL_PERSON)).is_finished:
                break
            async for _ in practice.say(attempt.id, LOCAL_PERSON, line):
                pass
        if finish:
            await practice.finish(attempt.id, LOCAL_PERSON)
        return await practice.attempt(attempt.id, LOCAL_PERSON)

    return play


def lines_of(name: str) -> list[str]:
    text = (ROOT / "tests" / "lines" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]
