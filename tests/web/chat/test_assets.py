"""Chainlit's script is compressed once, kept by browsers for good, and nothing else of the disk can be asked for there."""

import httpx
import pytest

from roleplay.web.chat.assets import FOLDER, read_asset

SCRIPT = next(path.name for path in FOLDER.glob("index-*.js"))


async def test_the_script_comes_compressed_and_may_be_kept_for_good(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/chat/assets/{SCRIPT}")
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert int(answer.headers["content-length"]) < (FOLDER / SCRIPT).stat().st_size / 3
    assert answer.content == (FOLDER / SCRIPT).read_bytes()


async def test_it_is_compressed_once(client: httpx.AsyncClient) -> None:
    read_asset.cache_clear()
    for _ in range(3):
        await client.get(f"/chat/assets/{SCRIPT}")
    assert read_asset.cache_info().misses == 1


async def test_who_has_it_already_is_told_so(client: httpx.AsyncClient) -> None:
    mark = (await client.get(f"/chat/assets/{SCRIPT}")).headers["etag"]
    again = await client.get(f"/chat/assets/{SCRIPT}", headers={"if-none-match": mark})
    assert (again.status_code, again.content) == (304, b"")


async def test_who_cannot_unpack_gets_it_plain(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/chat/assets/{SCRIPT}", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers and len(answer.content) == (FOLDER / SCRIPT).stat().st_size


@pytest.mark.parametrize("name", ["nothing.js", "..%2findex.html", "%2e%2e%2findex.html"])
async def test_what_is_not_there_is_not_found(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.get(f"/chat/assets/{name}")).status_code in (400, 404)


async def test_our_own_pages_are_compressed_too(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")
    assert answer.headers["content-encoding"] == "gzip"
