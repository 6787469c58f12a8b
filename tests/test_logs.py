"""The log: a line is text or JSON with time, level, logger and ids; what people wrote, their names and logins are in none."""

import io
import json
import logging
import re
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from roleplay.config import Settings
from roleplay.logs import LogFormat, about_attempt, about_request, log_to
from roleplay.people import PeopleService
from roleplay.practice import PracticeService, open_practice
from roleplay.web.server import create_app
from roleplay.web.typing_speed import TypingSpeed
from tests.shipped import shipped

WORDS = ("zebrafish", "Quagmire", "quagmire@house.example", "s3cret-passphrase")
LINE = "Good morning, do you keep a zebrafish at home?"
FORMATS: tuple[LogFormat, ...] = ("text", "json")


@pytest.fixture
def log(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    monkeypatch.setattr(logging.root, "handlers", [])
    level, stream = logging.root.level, io.StringIO()
    log_to(stream, "debug", request.param)
    yield stream
    logging.root.setLevel(level)


@pytest.fixture
def app(log: io.StringIO, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder = tmp_path_factory.mktemp("logged")
    settings = Settings(data=folder, database_url=f"sqlite:///{folder / 'web.db'}")
    return create_app(settings, open_practice(settings, shipped, flush=0), TypingSpeed(scale=0))


async def live(app: FastAPI) -> str:
    """An account is made, somebody signs in after a slip, talks, reads their scorecard, and something breaks. Returns the attempt's id."""
    people: PeopleService = app.state.context.people
    practice: PracticeService = app.state.context.practice
    person = people.add(WORDS[2], WORDS[1], ["admin"], WORDS[3])
    headers = {"accept": "text/html", "accept-language": "en", "origin": "http://127.0.0.1:8000"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", headers=headers) as browser:
        for password in ("wrong", WORDS[3]):
            await browser.post("/sign-in", data={"login": WORDS[2], "password": password})
        attempt = await practice.start("discovery-call", "ingrid-solberg", person=person.id, seed=7)
        async for _ in practice.say(attempt.id, person.id, LINE):
            pass
        await practice.finish(attempt.id, person.id)
        assert (await browser.get(f"/attempts/{attempt.id}")).status_code == 200
        await browser.get(f"/people?q={WORDS[1]}")
        await browser.get(f"/sign-in/link/{WORDS[3]}")
        practice.attempts = _broken  # type: ignore[method-assign]
        assert (await browser.get("/")).status_code == 500
    return attempt.id


async def _broken(person: str) -> None:
    raise ValueError(f"{LINE} {WORDS[1]}")


@pytest.mark.parametrize("log", FORMATS, indirect=True)
async def test_a_talk_leaves_ids_in_the_log_and_no_word_name_or_login(app: FastAPI, log: io.StringIO) -> None:
    attempt = await live(app)
    written = log.getvalue()

    assert attempt in written and "surprise" in written and "ValueError" in written
    assert [word for word in WORDS if word.lower() in written.lower()] == []


@pytest.mark.parametrize("log", ["json"], indirect=True)
async def test_every_line_is_an_object_with_time_level_and_logger(app: FastAPI, log: io.StringIO) -> None:
    attempt = await live(app)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]

    assert len(lines) > 8
    for line in lines:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"])
        assert line["level"] in ("debug", "info", "warning", "error") and line["logger"] and line["message"]
    page = next(line for line in lines if line.get("route") == "/attempts/{attempt_id}")
    assert (page["status"], page["attempt"], page["method"]) == (200, attempt, "GET")
    broken = next(line for line in lines if line.get("error"))
    assert broken["error"] == "ValueError" and "test_logs.py" in broken["where"]
    asked = next(line for line in lines if line["logger"] == "roleplay.web.requests" and line.get("status") == 500)
    assert broken["request"] == asked["request"], "one id holds the lines of a request together"


@pytest.mark.parametrize("log", ["json"], indirect=True)
def test_ids_are_of_what_is_served_just_now(log: io.StringIO) -> None:
    ours = logging.getLogger("roleplay.practice")
    with about_request("r1"):
        about_attempt("a1")
        ours.info("inside")
    ours.info("outside")

    inside, outside = (json.loads(line) for line in log.getvalue().splitlines())
    assert (inside["request"], inside["attempt"]) == ("r1", "a1")
    assert "request" not in outside and "attempt" not in outside


@pytest.mark.parametrize("log", FORMATS, indirect=True)
def test_of_a_librarys_line_only_the_place_is_kept_and_a_message_stays_one_line(log: io.StringIO) -> None:
    logging.getLogger("somebody.else").warning("the seller said zebrafish")
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    logging.getLogger("roleplay").warning("one\ntwo")

    library, server, ours = log.getvalue().splitlines()
    assert "zebrafish" not in library and "somebody.else" in library and "test_logs" in library
    assert "Invalid HTTP request received." in server and "one two" in ours
