"""Only what the talk needs of Chainlit is open, and who is there is said by us."""

import httpx
import pytest
from chainlit.auth import create_jwt
from chainlit.user import User

CLOSED = [
    "/chat/docs", "/chat/openapi.json", "/chat/project/threads", "/chat/project/thread", "/chat/project/thread/share", "/chat/project/file",
    "/chat/project/element", "/chat/project/action", "/chat/mcp", "/chat/feedback", "/chat/logout", "/chat/auth/header", "/chat/auth/jwt",
    "/chat/public/x.js", "/chat/copilot/index.js", "/chat/share/1", "/chat/element/1", "/chat/env", "/chat/logos", "/chat/users",
    "/chat/thread/a/b", "/chat/thread/", "/chat/avatars/a/b", "/chat/avatars/../../x",
]  # fmt: skip


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_everything_else_of_chainlits_is_closed(client: httpx.AsyncClient, method: str, path: str) -> None:
    assert (await client.request(method, path)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/chat/auth/config", "/chat/user", "/chat/project/settings", "/chat/project/translations", "/chat/favicon"]
)
async def test_what_the_talk_needs_is_open(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 200


async def test_everybody_is_the_local_person_whatever_token_they_bring(client: httpx.AsyncClient) -> None:
    forged = create_jwt(User(identifier="somebody-else"))
    for headers in ({}, {"authorization": f"Bearer {forged}"}, {"cookie": f"access_token={forged}; access_token_0=x"}):
        answer = await client.get("/chat/user", headers=headers)
        assert answer.json()["identifier"] == "local"
        assert "set-cookie" not in answer.headers


async def test_uploads_editing_and_mcp_are_off(client: httpx.AsyncClient) -> None:
    features = (await client.get("/chat/project/settings")).json()["features"]
    assert not features["edit_message"]
    assert not features["spontaneous_file_upload"]["enabled"]
    assert not features["mcp"]["enabled"]
    assert not features["audio"]["enabled"]
    assert not features["unsafe_allow_html"]


def test_the_server_refuses_to_start_with_one_of_them_on(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chainlit.config import config

    from roleplay.web.chat.chainlit_setup import check_set_up

    monkeypatch.setattr(config.features.mcp, "enabled", True)
    with pytest.raises(RuntimeError, match="Chainlit must not start with these on: mcp"):
        check_set_up()


@pytest.mark.parametrize("path", ["/chat", "/chat/", "/chat/login"])
async def test_a_bare_chat_leads_home(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
