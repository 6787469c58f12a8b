"""An OpenAI-compatible endpoint for tests: it answers from a script, records what it was sent, and can misbehave.

    with FakeEndpoint(Answer("Go on."), Answer(status=429)) as endpoint:
        settings = endpoint.settings()

The answers are given in order, the last one for ever. What is asked of the ear (`roleplay/listening/model`) is answered
by `ear` and kept apart, in `heard`: by default with nothing that could be read, so that turns are heard offline.
By hand: `python -m tests.fake_endpoint [port [seconds before each answer]]`.
"""

import json
import select
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from roleplay.config import Settings

WORDS = "Well, to be honest our current supplier has been late twice this quarter. My team is tired of chasing them."
EAR = "Say what the SELLER'S LINE does (moves) and what it is about (topics)."  # of the ear's instructions
STATUS_TYPES = {400: "invalid_request_error", 401: "authentication_error", 404: "not_found", 429: "rate_limit_error"}


@dataclass(frozen=True)
class Answer:
    """One reply and how it comes. Counts are of pieces, words by default; times are seconds."""

    text: str = WORDS
    status: int = 200
    first: float = 0.0  # before the first piece
    delay: float = 0.0  # before each piece
    size: int | None = None  # characters a piece; None: a word a piece
    reasoning: str = ""  # sent beside the text, as `reasoning_content`
    drop_after: int | None = None  # the connection breaks off
    stall_after: int | None = None  # nothing more comes, the connection stays
    usage: bool = True
    message: str = "refused by the script"
    headers: tuple[tuple[str, str], ...] = ()  # of an answer that is not 200
    finish: str = "stop"
    refusal: str = ""
    calls_tools: bool = True  # where a tool is forced, the text comes as its arguments

    def pieces(self) -> list[str]:
        if self.size:
            return [self.text[at : at + self.size] for at in range(0, len(self.text), self.size)]
        return [f" {word}" if at else word for at, word in enumerate(self.text.split(" "))] if self.text else []


@dataclass
class Request:
    """What came in: the path, the exact bytes, and the body they hold."""

    path: str
    raw: bytes
    body: dict[str, Any]
    authorization: str | None

    @property
    def messages(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.body["messages"]
        return found


Script = Callable[[dict[str, Any]], Answer]


class FakeEndpoint:
    """`strict`: refuses messages that are not one system message, then user and assistant in turn, the user last."""

    def __init__(
        self,
        *answers: Answer,
        script: Script | None = None,
        strict: bool = False,
        port: int = 0,
        ear: Answer | Script | None = None,
    ) -> None:
        self.answers: Script | tuple[Answer, ...] = script or answers or (Answer(),)
        self.ear = ear or Answer("")
        self.heard: list[Request] = []  # what the ear was asked
        self.strict = strict
        self.requests: list[Request] = []
        self.hung_up = 0  # how many streams the client left before their end
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.endpoint = self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def settings(self, **more: Any) -> Settings:
        """Times in `more` may be shorter than a person may set: they are not validated."""
        mine = Settings(base_url=self.url, model="fake", customer="model", model_timeout=2.0)
        return mine.model_copy(update=more)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def serve_forever(self) -> None:
        self._server.serve_forever()

    def take(self, request: Request) -> Answer:
        """Records a request and gives the answer whose turn it is."""
        with self._lock:
            if EAR in request.messages[0]["content"]:
                self.heard.append(request)
                return self.ear(request.body) if callable(self.ear) else self.ear
            self.requests.append(request)
            if self.strict and (fault := order_fault(request.messages)):
                return Answer(status=400, message=fault)
            if callable(self.answers):
                return self.answers(request.body)
            return self.answers[min(len(self.requests), len(self.answers)) - 1]

    def hang_up(self) -> None:
        with self._lock:
            self.hung_up += 1

    def wait_for_hang_up(self, seconds: float = 3.0) -> bool:
        """Whether a client leaves within that time."""
        until = time.monotonic() + seconds
        while not self.hung_up and time.monotonic() < until:
            time.sleep(0.01)
        return self.hung_up > 0


def order_fault(messages: list[dict[str, str]]) -> str:
    """What a chat template that insists on its order would say."""
    roles = [message["role"] for message in messages if message["role"] != "system"]
    wanted = [("user", "assistant")[at % 2] for at in range(len(roles))]
    if roles != wanted or not roles or roles[-1] != "user":
        return "Conversation roles must alternate user/assistant/user/assistant/..."
    if any(message["role"] == "system" for message in messages[1:]):
        return "The system message must come first."
    return ""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    endpoint: FakeEndpoint


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""

    def do_GET(self) -> None:
        self._whole(200, {"object": "list", "data": [{"id": "fake", "object": "model", "owned_by": "tests"}]})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        body = json.loads(raw)
        answer = self.server.endpoint.take(Request(self.path, raw, body, self.headers.get("Authorization")))
        if answer.status != 200:
            kind = STATUS_TYPES.get(answer.status, "server_error")
            error = {"error": {"message": answer.message, "type": kind, "code": None}}
            self._whole(answer.status, error, answer.headers)
        elif body.get("stream"):
            self._stream(answer, body)
        else:
            time.sleep(answer.first)
            self._whole(200, {**_head(), "object": "chat.completion", "usage": _usage(body, answer),
                              "choices": [{"index": 0, "message": _message(body, answer), "finish_reason": answer.finish}]})  # fmt: skip

    def _whole(self, status: int, body: dict[str, Any], headers: tuple[tuple[str, str], ...] = ()) -> None:
        raw = json.dumps(body).encode()
        if self._client_left(0):
            self.close_connection = True
            self.server.endpoint.hang_up()
            return
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def _stream(self, answer: Answer, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for event in self._events(answer, body):
                self._send(event)
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
            self.server.endpoint.hang_up()
        except _Dropped:
            self.close_connection = True

    def _send(self, event: str) -> None:
        if self._client_left(0):
            raise BrokenPipeError
        raw = f"data: {event}\n\n".encode()
        self.wfile.write(f"{len(raw):x}\r\n".encode() + raw + b"\r\n")

    def _client_left(self, seconds: float) -> bool:
        """While a reply is sent the client sends nothing: if there is something to read, it has closed."""
        readable, _, _ = select.select([self.connection], [], [], seconds)
        return bool(readable)

    def _wait(self, seconds: float) -> None:
        if seconds and self._client_left(seconds):
            raise BrokenPipeError

    def _events(self, answer: Answer, body: dict[str, Any]) -> Iterator[str]:
        self._wait(answer.first)
        yield _chunk({"role": "assistant", "content": ""})
        if answer.reasoning:
            yield _chunk({"reasoning_content": answer.reasoning})
        for at, piece in enumerate(answer.pieces()):
            self._wait(answer.delay)
            if at == answer.drop_after:
                raise _Dropped
            while at == answer.stall_after and not self.server.endpoint.closing.is_set():
                self._wait(0.05)
            yield _chunk({"content": piece})
        yield _chunk({}, finish=answer.finish or None)
        if answer.usage and (body.get("stream_options") or {}).get("include_usage"):
            yield json.dumps({**_head(), "object": "chat.completion.chunk", "choices": [], "usage": _usage(body, answer)})  # fmt: skip
        yield "[DONE]"


class _Dropped(Exception):
    """The script breaks the connection off."""


def _head() -> dict[str, Any]:
    return {"id": "chatcmpl-fake", "created": 0, "model": "fake"}


def _message(body: dict[str, Any], answer: Answer) -> dict[str, Any]:
    """A reply in one piece: words, or the forced tool's arguments, or a refusal; reasoning beside it."""
    message: dict[str, Any] = {"role": "assistant", "content": answer.text}
    if answer.reasoning:
        message["reasoning_content"] = answer.reasoning
    if answer.refusal:
        return {**message, "content": None, "refusal": answer.refusal}
    if body.get("tool_choice") and answer.calls_tools:
        function = {"name": body["tools"][0]["function"]["name"], "arguments": answer.text}
        return {**message, "content": None, "tool_calls": [{"id": "call-1", "type": "function", "function": function}]}
    return message


def _chunk(delta: dict[str, Any], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return json.dumps({**_head(), "object": "chat.completion.chunk", "choices": [choice]}, ensure_ascii=False)


def _usage(body: dict[str, Any], answer: Answer) -> dict[str, Any] | None:
    """Words stand for tokens; half of what comes in was cached."""
    if not answer.usage:
        return None
    came = sum(len(message["content"].split()) for message in body["messages"])
    went = len(answer.text.split())
    return {"prompt_tokens": came, "completion_tokens": went, "total_tokens": came + went,
            "prompt_tokens_details": {"cached_tokens": came // 2}}  # fmt: skip


if __name__ == "__main__":
    port, wait = (*sys.argv[1:], *("0", "0")[len(sys.argv) - 1 :])[:2]
    nothing = Answer('{"topics": [], "moves": [], "time": ""}', first=float(wait))
    endpoint = FakeEndpoint(Answer(first=float(wait)), port=int(port), ear=nothing)
    print(endpoint.url, flush=True)
    endpoint.serve_forever()
