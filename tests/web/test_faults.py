"""Trouble as a page."""

import logging

import httpx
import pytest
from fastapi import FastAPI

from roleplay.errors import RoleplayError


def break_home(app: FastAPI, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    async def broken(person: str) -> None:
        raise error

    monkeypatch.setattr(app.state.house.practice, "attempts", broken)


async def test_a_page_that_is_not_there_says_so_in_the_readers_language(client: httpx.AsyncClient) -> None:
    answer = await client.get("/no-such-page", headers={"accept-language": "zh-CN"})
    assert answer.status_code == 404
    assert "找不到这个页面" in answer.text


async def test_expected_trouble_is_told_with_its_mend(
    client: httpx.AsyncClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_home(app, monkeypatch, RoleplayError("store-busy"))
    answer = await client.get("/")
    assert answer.status_code == 503 and answer.headers["retry-after"]
    assert "The database cannot be reached just now" in answer.text


async def test_a_code_without_words_is_still_a_calm_page(
    client: httpx.AsyncClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_home(app, monkeypatch, RoleplayError("never-heard-of"))
    assert "This is not possible now" in (await client.get("/")).text


async def test_a_surprise_is_logged_under_the_reference_that_the_page_shows(
    client: httpx.AsyncClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    break_home(app, monkeypatch, ZeroDivisionError("the inner workings"))
    with caplog.at_level(logging.ERROR, "roleplay.web"):
        answer = await client.get("/")
    assert answer.status_code == 500
    reference = caplog.records[-1].getMessage().split()[1]
    assert reference in answer.text
    assert "ZeroDivision" not in answer.text and "inner workings" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
