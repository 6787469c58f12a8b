"""What a client that is not our page may try over Chainlit's socket."""

import asyncio
import uuid
from typing import Any

import aiohttp
import httpx
import socketio

from tests.browser.rig import Server
from tests.fake_endpoint import Answer, FakeEndpoint

REPLY = "We moved twice last year and nobody had planned for it."


class Client:
    """Speaks Chainlit's protocol: connects to an attempt's thread and keeps what comes."""

    def __init__(self, url: str, session: str = "") -> None:
        """`session` is the cookie of who is signed in."""
        self.url, self.id = url, str(uuid.uuid4())
        self.headers = {"Cookie": f"roleplay_session={session}"} if session else {}
        self.thread: dict[str, Any] = {}
        self.news: list[dict[str, Any]] = []
        self.heard: list[tuple[str, Any]] = []  # everything else
        self.resumed, self.idle = asyncio.Event(), asyncio.Event()

    def make_http(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(trust_env=False)

    async def open(self, attempt_id: str) -> None:
        self.http = self.make_http()
        self.socket = socketio.AsyncClient(http_session=self.http, reconnection=False)
        self.socket.on("resume_thread", self._resume)
        self.socket.on("task_start", lambda *_: self.idle.clear())
        self.socket.on("task_end", lambda *_: self.idle.set())
        self.socket.on("window_message", lambda news: self.news.append(news["roleplay"]))
        self.socket.on("*", lambda event, *data: self.heard.append((event, data)))
        auth = {
            "sessionId": self.id,
            "clientType": "webapp",
            "threadId": attempt_id,
            "userEnv": "{}",
            "chatProfile": "",
        }
        path, wires = "/chat/ws/socket.io", ["websocket"]
        await self.socket.connect(self.url, headers=self.headers, socketio_path=path, transports=wires, auth=auth)
        await self.socket.emit("connection_successful")

    def _resume(self, thread: dict[str, Any]) -> None:
        self.thread = thread
        self.resumed.set()

    async def say(self, text: Any) -> None:
        message = {
            "id": str(uuid.uuid4()), "threadId": "", "name": "x", "type": "user_message", "output": text,
            "createdAt": "2026-01-01T00:00:00Z",
        }  # fmt: skip
        await self.socket.emit("client_message", {"message": message, "fileReferences": None})

    async def close(self) -> None:
        await self.socket.disconnect()
        await self.http.close()


def start(server: Server) -> str:
    form = {"scenario": "discovery-call", "persona": "theo-marchand"}
    answer = httpx.post(f"{server.url}/attempts", data=form, trust_env=False, timeout=60)
    return answer.headers["location"].rsplit("/", 1)[1]


async def said(server: Server, attempt_id: str) -> list[str]:
    """The turns as a new screen gets them."""
    client = Client(server.url)
    await client.open(attempt_id)
    await asyncio.wait_for(client.resumed.wait(), 60)
    await client.close()
    return [step["output"].replace("\\", "") for step in client.thread["steps"] if not step["id"].startswith("pause-")]


async def news_with(client: Client, key: str) -> dict[str, Any]:
    async with asyncio.timeout(60):
        while not (found := [news for news in client.news if key in news]):  # noqa: ASYNC110 - a wire has no event for it
            await asyncio.sleep(0.02)
    return found[0]


async def test_stop_does_not_cut_an_answer(tmp_path: Any) -> None:
    with FakeEndpoint(Answer(REPLY, first=0.5, delay=0.1)) as endpoint:
        settings = {"OPENAI_BASE_URL": endpoint.url, "ROLEPLAY_MODEL": "fake"}
        with Server(tmp_path, 0, **settings) as server:
            attempt = start(server)
            client = Client(server.url)
            await client.open(attempt)
            await asyncio.wait_for(client.resumed.wait(), 60)
            await client.say("Hello, how was the move?")
            await news_with(client, "said")
            await client.socket.emit("stop")
            assert (await news_with(client, "heard"))["heard"] == f"Theo Marchand: {REPLY}"
            await client.close()
            assert await said(server, attempt) == ["Hello, how was the move?", REPLY]


async def test_a_thread_that_is_not_there_leads_home(server: Server) -> None:
    client = Client(server.url)
    await client.open(str(uuid.uuid4()))
    assert (await news_with(client, "home"))["home"] is True
    await client.say("Anybody?")
    await asyncio.sleep(0.5)
    await client.close()


async def test_words_that_are_no_words_crash_nothing_and_the_talk_goes_on(server: Server) -> None:
    attempt = start(server)
    client = Client(server.url)
    await client.open(attempt)
    await asyncio.wait_for(client.resumed.wait(), 60)
    for odd in (None, 7, ["a"], {"a": 1}, "And now in words."):
        client.news.clear()
        await client.say(odd)
        await news_with(client, "heard")
    await client.close()
    assert "And now in words." in await said(server, attempt)


async def test_the_past_cannot_be_edited(server: Server) -> None:
    attempt = start(server)
    client = Client(server.url)
    await client.open(attempt)
    await asyncio.wait_for(client.resumed.wait(), 60)
    await client.say("Good morning.")
    await news_with(client, "heard")
    before = await said(server, attempt)
    message = {"id": f"{attempt}-1", "output": "Something better", "type": "user_message", "name": "x"}
    await client.socket.emit("edit_message", {"message": message})
    await asyncio.sleep(1)
    await client.close()
    assert (await said(server, attempt))[: len(before)] == before
