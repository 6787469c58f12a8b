"""What Chainlit leaves open by itself, tried by somebody who is signed in: nothing of it is there."""

from collections.abc import AsyncIterator

import httpx
import pytest
from chainlit.auth import create_jwt
from chainlit.user import User
from fastapi import FastAPI

from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.practice import PracticeService
from tests.web.conftest import CALL, HOST

EVIL = "http://evil.example"


@pytest.fixture
def bob(people: PeopleService) -> Person:
    return people.add("bob", "Bob", ["seller"])


@pytest.fixture
async def alice(app: FastAPI, people: PeopleService) -> AsyncIterator[httpx.AsyncClient]:
    """Her browser."""
    session = people.open_session(people.add("alice", "Alice", ["seller"]))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    cookies = {"roleplay_session": session}
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", cookies=cookies) as alice:
        yield alice


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/chat/project/action", {"sessionId": "x", "action": {"name": "finish", "payload": {"id": "1"}}}),
        ("PUT", "/chat/feedback", {"feedback": {"forId": "{attempt}-1", "value": 1, "threadId": "{attempt}"}}),
        ("DELETE", "/chat/feedback", {"feedbackId": "1"}),
        ("DELETE", "/chat/project/thread", {"threadId": "{attempt}"}),
        ("PUT", "/chat/project/thread", {"threadId": "{attempt}", "name": "mine"}),
        ("PUT", "/chat/project/element", {"element": {"id": "1", "path": "/etc/passwd"}, "sessionId": "x"}),
        ("POST", "/chat/mcp", {"sessionId": "x", "clientType": "stdio", "name": "x", "fullCommand": "id"}),
        ("POST", "/chat/project/threads", {"pagination": {"first": 9}, "filter": {}}),
        ("GET", "/chat/docs", None),
        ("GET", "/chat/openapi.json", None),
        ("POST", "/chat/logout", None),
    ],
)
async def test_forged_actions_feedback_elements_and_the_rest_are_not_there(
    alice: httpx.AsyncClient,
    bob: Person,
    practice: PracticeService,
    method: str,
    path: str,
    body: dict[str, object] | None,
) -> None:
    attempt = await practice.start(*CALL, person=bob.id)
    sent = str(body).replace("'", '"').replace("{attempt}", attempt.id) if body else ""
    answer = await alice.request(method, path, content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == 404
    assert await practice.attempt(attempt.id, bob.id) == attempt


async def test_no_file_is_taken(alice: httpx.AsyncClient) -> None:
    files = {"file": ("x.html", b"<script>alert(1)</script>", "text/html")}
    assert (await alice.post("/chat/project/file?session_id=x", files=files)).status_code == 404


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
@pytest.mark.parametrize(
    "path", ["/chat/user", "/chat/project/settings", "/chat/ws/socket.io/?EIO=4&transport=polling"]
)
async def test_no_foreign_origin_is_reflected(alice: httpx.AsyncClient, method: str, path: str) -> None:
    headers = {"origin": EVIL, "access-control-request-method": "POST"}
    answer = await alice.request(method, path, headers=headers)
    assert answer.status_code == 403
    assert not any(name.startswith("access-control-") for name in answer.headers)


async def test_an_identity_that_the_browser_brings_is_ignored(
    alice: httpx.AsyncClient, bob: Person, people: PeopleService
) -> None:
    forged = create_jwt(User(identifier=bob.id))
    mine = people.named("alice").id
    session = alice.cookies["roleplay_session"]
    for headers in (
        {"authorization": f"Bearer {forged}"},
        {"cookie": f"roleplay_session={session}; access_token={forged}"},
        {"cookie": f"access_token_0={forged}; roleplay_session={session}; access_token={forged}"},
    ):
        answer = await alice.get("/chat/user", headers=headers)
        assert answer.json()["identifier"] == mine
        assert "access_token" not in answer.headers.get("set-cookie", "")


async def test_a_token_of_chainlits_alone_opens_nothing(app: FastAPI, bob: Person) -> None:
    forged = create_jwt(User(identifier=bob.id))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as nobody:
        for headers in ({"cookie": f"access_token={forged}"}, {"authorization": f"Bearer {forged}"}):
            assert (await nobody.get("/chat/user", headers=headers)).status_code == 401
