"""What browser tests are made of: a server process, a network that can be cut, and the moves of a person at the screen."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import Page, expect

ROOT = Path(__file__).parent.parent.parent
LINES = ROOT / "tests" / "lines"
CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60_000  # milliseconds: test machines are slow and shared
expect.set_options(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


class Server:
    """Our server in a process of its own, over its own data folder; it can be killed and started again."""

    def __init__(self, data: Path, pace: float = 0, **environment: str) -> None:
        self.data, self.pace, self.port = data, pace, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        ours = ("ROLEPLAY_", "OPENAI_", "CHAINLIT_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        self.environment = {**kept, "ROLEPLAY_TIMEZONE": "Asia/Shanghai", **environment}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        arguments = [sys.executable, "-m", "tests.browser.serve", str(self.port), str(self.data), str(self.pace)]
        with (self.data / "log").open("ab") as log:
            self.process = subprocess.Popen(arguments, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        until = time.monotonic() + 60
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server did not start:\n{self.log()[-3000:]}")
            time.sleep(0.1)
        return self

    def _answers(self) -> bool:
        with suppress(OSError):
            direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with direct.open(f"{self.url}/health", timeout=2) as answer:
                return answer.status == 200
        return False

    def kill(self) -> None:
        """As a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, with_signal: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(with_signal)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def log(self) -> str:
        return (self.data / "log").read_text(encoding="utf-8", errors="replace")

    __enter__ = start

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class Wire:
    """A loopback connection to the server that can be cut, as a network is lost, and healed."""

    def __init__(self, server: Server) -> None:
        self.target, self.port, self.whole = server.port, free_port(), True
        self.url = f"http://127.0.0.1:{self.port}"
        self._pairs: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()
        self._ready.wait(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._join, "127.0.0.1", self.port))
        self._ready.set()
        self._loop.run_forever()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.whole:
            return writer.transport.abort()
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            return writer.transport.abort()
        self._pairs.add((writer, far_writer))
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        self._pairs.discard((writer, far_writer))
        return None

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    def cut(self) -> None:
        self.whole = False
        self._loop.call_soon_threadsafe(lambda: [end.transport.abort() for pair in list(self._pairs) for end in pair])

    def heal(self) -> None:
        self.whole = True

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)


def lines_of(name: str) -> list[str]:
    """A seller's lines: `zh/honest-lin`."""
    text = (LINES / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


def start_talk(page: Page, url: str, scenario: str, persona: str) -> str:
    """From the brief into the talk; gives the attempt's id."""
    page.goto(f"{url}/scenarios/{scenario}?persona={persona}")
    page.click("form[action='/attempts'] button[type=submit]")
    page.wait_for_selector("#chat-input", timeout=PATIENCE)
    return page.url.rsplit("/", 1)[1]


def send(page: Page, text: str) -> None:
    """Enter does nothing until the socket is up, so the button is waited for."""
    page.fill("#chat-input", text)
    page.wait_for_selector("#chat-submit:not([disabled])", timeout=PATIENCE)
    page.press("#chat-input", "Enter")


def say(page: Page, text: str) -> None:
    """Sends and waits until the customer has answered."""
    answers = page.locator(".ai-message .prose")  # no wait_for_function: our pages allow no eval
    before = answers.count()
    send(page, text)
    answers.nth(before).wait_for(timeout=PATIENCE)
    idle(page)


def idle(page: Page) -> None:
    """Nobody is speaking: Chainlit shows its (hidden) stop button while somebody does."""
    page.wait_for_selector("#stop-button", state="detached", timeout=PATIENCE)


def play(page: Page, lines: list[str]) -> None:
    """All lines, or those until the customer ends the talk."""
    for line in lines:
        if page.locator("body.finished").count():
            return
        say(page, line)


def finish(page: Page) -> None:
    """To the scorecard; a talk that is young is asked about, and is finished all the same."""
    page.click("#finish")
    if page.locator("#sure[open]").count():
        page.click("#sure [value=finish]")
    page.wait_for_url("**/attempts/*")


def turns_on(page: Page) -> list[str]:
    """The words on the screen, in order, without the quiet lines between them."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.step')].filter(step => !step.querySelector('[id^="step-pause-"]'))
                 .map(step => step.innerText.trim())"""
    )
    return found


def pauses_on(page: Page) -> list[str]:
    found: list[Any] = page.locator('[id^="step-pause-"]').all_inner_texts()
    return [str(text).strip() for text in found]
