"""Every answer bears the id of its request; only a trusted proxy may choose it."""

import httpx
import pytest
from fastapi import FastAPI

from roleplay.config import Settings

GIVEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"proxy_from": ("10.0.0.5/32",)})


async def id_of(app: FastAPI, address: str, given: str = GIVEN, path: str = "/health") -> str:
    transport = httpx.ASGITransport(app, client=(address, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as program:
        return (await program.get(path, headers={"x-request-id": given})).headers["x-request-id"]


async def test_the_proxys_name_for_a_request_is_ours_too(app: FastAPI) -> None:
    assert await id_of(app, "10.0.0.5") == GIVEN


async def test_nobody_else_names_a_request_and_a_name_is_letters_and_digits(app: FastAPI) -> None:
    assert await id_of(app, "192.168.7.7") != GIVEN
    assert await id_of(app, "10.0.0.5", "a b") != "a b"


async def test_two_requests_have_two_ids_also_where_they_are_refused(app: FastAPI) -> None:
    first, second = [await id_of(app, "127.0.0.1", path="/nothing-here") for _ in range(2)]
    assert first != second and len(first) == 16
