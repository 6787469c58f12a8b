"""Local mode at the door: other hosts and other sites are refused, and every answer carries its safe headers."""

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.web.conftest import HOST

OURS = {"origin": f"http://{HOST}", "host": HOST, "upgrade": "websocket"}
SOCKET = "/chat/ws/socket.io/?EIO=4&transport=websocket"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "127.8.9.1"]
)
async def test_loopback_names_are_let_in(client: httpx.AsyncClient, host: str) -> None:
    assert (await client.get("/health", headers={"host": host})).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "192.168.1.5", "a@localhost", ""]
)
async def test_other_names_are_refused_with_a_calm_page(client: httpx.AsyncClient, host: str) -> None:
    answer = await client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "Other computers cannot use this address" in answer.text


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://127.0.0.1:9999", "null", "http://localhost:8000", "http://[evil", ""]
)
@pytest.mark.parametrize("path", ["/attempts", "/chat/user", "/chat/ws/socket.io/?EIO=4&transport=polling"])
async def test_another_site_may_not_act_here(client: httpx.AsyncClient, origin: str, path: str) -> None:
    answer = await client.post(path, headers={"origin": origin})
    assert answer.status_code == 403
    assert "Request from another site refused" in answer.text


async def test_a_request_that_a_browser_marks_as_another_sites_is_refused_without_an_origin(
    client: httpx.AsyncClient,
) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert (await client.get("/", headers=headers)).status_code == 403


async def test_a_link_on_another_site_may_open_a_page(client: httpx.AsyncClient) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert (await client.get("/", headers=headers)).status_code == 200


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"origin": "http://evil.example", "host": HOST}, 4403),
        ({"origin": f"http://{HOST}", "host": "evil.example"}, 4400),
    ],
)
def test_a_foreign_socket_is_closed(app: FastAPI, headers: dict[str, str], code: int) -> None:
    client = TestClient(app, base_url=f"http://{HOST}")
    with pytest.raises(WebSocketDisconnect) as closed, client.websocket_connect(SOCKET, headers=headers):
        pass
    assert closed.value.code == code


def test_a_socket_of_our_own_page_is_let_in(app: FastAPI) -> None:
    client = TestClient(app, base_url=f"http://{HOST}")
    with client.websocket_connect(SOCKET, headers=OURS) as socket:
        assert socket.receive_text().startswith("0{")  # engine.io's greeting


@pytest.mark.parametrize("path", ["/", "/attempts", "/scenarios/discovery-call", "/no-such-page"])
async def test_pages_may_load_only_from_here_and_be_framed_by_nobody(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "style-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


async def test_no_page_of_ours_needs_an_inline_style_or_script(client: httpx.AsyncClient) -> None:
    for path in ("/", "/attempts", "/scenarios/discovery-call"):
        text = (await client.get(path)).text
        assert " style=" not in text and "<style" not in text and "<script" not in text and " onclick=" not in text


async def test_a_host_never_finds_its_way_into_the_policy(client: httpx.AsyncClient) -> None:
    answer = await client.get("/chat/thread/x", headers={"host": "evil.example; script-src *"})
    assert "evil" not in answer.headers["content-security-policy"]


async def test_static_files_with_their_digest_are_kept(client: httpx.AsyncClient) -> None:
    assert "immutable" in (await client.get("/static/look.css?v=1")).headers["cache-control"]
    assert "immutable" not in (await client.get("/static/look.css")).headers.get("cache-control", "")


@pytest.mark.parametrize("address", ["/attempts/%00", "/scenarios/x%0Ay", "/chat/thread/%00"])
async def test_an_address_that_nobody_can_type_is_not_there(client: httpx.AsyncClient, address: str) -> None:
    """A zero byte is nothing that PostgreSQL looks for; a line's end would write lines of its own into the log."""
    assert (await client.get(address)).status_code == 404
