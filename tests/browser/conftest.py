"""A server for each file of tests, and pages that may speak to nobody else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

from tests.browser.rig import CHROMIUM, SWITCHES, Server

HERE = Path(__file__).parent
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# what Chromium says when the network or the server goes away, which these tests do on purpose
NETWORK = (
    "ERR_CONNECTION",
    "ERR_EMPTY_RESPONSE",
    "WebSocket connection",
    "Failed to fetch",
    "Failed to load resource",
    "NetworkError",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Witness:
    """What a page asked of other hosts, and what it complained of."""

    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def gate(self, route: Route) -> None:
        address = route.request.url
        if address.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            return route.continue_()
        self.outside.append(address)
        return route.abort()

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(word in message.text for word in NETWORK):
            self.complaints.append(message.text)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """For one file of tests: while Playwright's loop runs, asynchronous tests of the same process cannot."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no {CHROMIUM}: install Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def witness() -> Iterator[Witness]:
    """Every test ends by asking it: no other host was spoken to, and the page found nothing wrong."""
    witness = Witness()
    yield witness
    assert witness.outside == []
    assert witness.complaints == []


@pytest.fixture
def opened(chromium: Browser, witness: Witness) -> Iterator[Callable[..., Page]]:
    """Opens a page as somebody's browser: `opened("zh-CN", phone=True, dark=True)`."""
    contexts: list[BrowserContext] = []

    def open_page(locale: str = "en-GB", *, phone: bool = False, dark: bool = False, script: bool = True) -> Page:
        context = chromium.new_context(
            locale=locale, viewport=PHONE if phone else WIDE, has_touch=phone, java_script_enabled=script,
            color_scheme="dark" if dark else "light",
        )  # fmt: skip
        contexts.append(context)
        context.route("**/*", witness.gate)
        page = context.new_page()
        page.on("console", witness.hear)
        page.on("pageerror", lambda error: witness.complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Answers at once: for tests that look at something else than the pace."""
    with Server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all files whose tests look at a talk of their own only: a server's first answer takes seconds."""
    with Server(tmp_path_factory.mktemp("shared")) as server:
        yield server


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """A server for one test alone, with its own pace and environment."""
    servers: list[Server] = []

    def start(pace: float = 0, **environment: str) -> Server:
        folder = tmp_path / str(len(servers))
        folder.mkdir()
        servers.append(Server(folder, pace, **environment).start())
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
