"""What watches the server is told the truth, and a database that is away is never told as a missing account."""

import shutil
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from roleplay.catalogue import Catalogue
from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.people import PeopleService
from roleplay.practice import PracticeService, open_practice
from roleplay.practice.hearing import HearingService
from roleplay.web.server import create_app
from roleplay.web.typing_speed import TypingSpeed
from tests.web.conftest import HOST

CAST = Path(__file__).parent.parent / "cast"


async def test_a_server_that_works_is_ready(client: httpx.AsyncClient) -> None:
    answer = await client.get("/ready")
    assert answer.status_code == 200
    told = answer.json()
    assert told["ready"] and all(told[part]["ok"] for part in ("database", "content", "disk"))


async def test_a_listening_model_that_fails_is_told_and_the_server_stays_ready(
    client: httpx.AsyncClient, practice: PracticeService
) -> None:
    off = {"ok": True, "model": "off", "unfit": False, "breaker": "closed"}
    assert (await client.get("/ready")).json()["listener"] == off
    practice.hearing = HearingService(Settings(base_url="http://127.0.0.1:9/v1", model="away", listener_seconds=0.2))
    for _ in range(3):
        await practice.hearing.hear("Good morning!", [], Catalogue("en"))
    answer = await client.get("/ready")
    assert answer.status_code == 200
    assert answer.json()["listener"] == {
        "ok": True, "model": "on", "unfit": False, "breaker": "open", "why": "the listening model failed repeatedly",
    }  # fmt: skip


async def test_a_deleted_database_file_is_seen_by_ready_while_health_still_says_that_the_process_lives(
    client: httpx.AsyncClient, practice: PracticeService
) -> None:
    assert practice.database.file is not None
    practice.database.file.unlink()
    answer = await client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["database"] == {"ok": False, "why": "store-failed"}
    assert (await client.get("/health")).status_code == 200


async def test_one_bad_content_file_closes_no_page_and_is_named_to_admins_and_to_ready(
    settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "content"
    for name in ("personas", "scenarios", "rubrics"):
        shutil.copytree(CAST / name, folder / name)
    text = (folder / "scenarios" / "oven-call.yaml").read_text(encoding="utf-8")
    (folder / "scenarios" / "bad-call.yaml").write_text(text.replace("title:", "titel:", 1), encoding="utf-8")
    own = settings.model_copy(update={"content": folder, "data": tmp_path / "data"})
    app = create_app(own, open_practice(own, flush=0), TypingSpeed(scale=0))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"accept": "text/html", "accept-language": "en"}
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=headers) as client:
        home = await client.get("/")
        told = (await client.get("/ready")).json()
    assert home.status_code == 200 and "scenarios/bad-call.yaml" in home.text
    assert (
        told["ready"]
        and told["content"]["left_out"] == ["scenarios/bad-call.yaml"]
        and told["content"]["scenarios"] == 1
    )


@pytest.fixture
def away(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Accounts exist, and then every look into the database fails."""

    def fails(self: PeopleService, token: str) -> None:
        raise RoleplayError("store-away", reason="connection refused")

    PeopleService(app.state.context.practice.database).add("dora", "Dora", ["admin"])
    monkeypatch.setattr(PeopleService, "holder", fails)


async def test_with_the_database_away_a_page_says_that_and_not_that_there_is_no_account(
    away: None, client: httpx.AsyncClient
) -> None:
    answer = await client.get("/")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert "The database cannot be reached just now" in answer.text
    assert "no account" not in answer.text
    assert answer.headers["x-frame-options"] == "DENY" or "frame-ancestors" in answer.headers["content-security-policy"]


async def test_in_the_readers_language_and_for_programs_too(away: None, client: httpx.AsyncClient) -> None:
    chinese = await client.get("/", headers={"accept-language": "zh-CN"})
    assert "暂时连不上数据库" in chinese.text
    program = await client.get("/", headers={"accept": "application/json"})
    assert (program.status_code, program.text) == (503, "away")


async def test_what_needs_nobody_is_served_while_the_database_is_away(away: None, client: httpx.AsyncClient) -> None:
    assert (await client.get("/health")).status_code == 200
    assert (await client.get("/static/look.css")).status_code == 200


async def test_also_where_only_the_house_by_its_name_is_asked_for(
    settings: Settings, app: FastAPI, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: PeopleService) -> bool:
        raise RoleplayError("store-away", reason="connection refused")

    monkeypatch.setattr(PeopleService, "exist", fails)
    answer = await client.get("/", headers={"host": "practice.house.example"})
    assert answer.status_code == 503


async def test_an_endpoint_that_rests_and_a_budget_are_told_and_the_server_stays_ready(
    client: httpx.AsyncClient, practice: PracticeService
) -> None:
    told = (await client.get("/ready")).json()
    assert (told["endpoint"], told["budget"]) == (
        {"ok": True, "configured": False, "breaker": "closed"},
        {"ok": True, "level": "none"},
    )
    practice.breaker.failed(rest=20)
    answer = await client.get("/ready")
    assert (answer.status_code, answer.json()["endpoint"]["breaker"]) == (200, "open")
