"""Takes the pictures of docs/images anew: `python -m tests.browser.pictures [FOLDER]`. Look at them before they are committed.

With pngquant (Debian's package of that name) they keep 256 colours, which is enough for them and a third of the size.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from roleplay.web.auth.session_cookie import COOKIE
from tests.browser.peopled import House, people_house
from tests.browser.rig import CHROMIUM, ROOT, SWITCHES, Server, finish, lines_of, play, start_talk

IMAGES = ROOT / "docs" / "images"
TALKS = {
    "zh": ("zh-CN", "new-drug-visit", "director-lin", "zh/honest-lin", "zh/pitcher", "刚才那组数据，我下次带全文来，"),
    "en": ("en-GB", "discovery-call", "ingrid-solberg", "en/honest-ingrid", "en/pitcher", "Before I show you anything, "),
}  # fmt: skip
SHAPES = {"desktop-light": (1280, 900, "light"), "phone-dark": (390, 844, "dark")}
TALLEST = {"desktop-light": 2300, "phone-dark": 2400}
DESK = {"en": ("desktop-light",), "zh": ("phone-dark",)}
"""The desk has one picture a page and shape: what it shows does not hang on the language."""


class Camera:
    """One person's browser in one language and shape."""

    def __init__(
        self, browser: Browser, server: Server, folder: Path, language: str, shape: str, session: str = ""
    ) -> None:
        width, height, scheme = SHAPES[shape]
        context = browser.new_context(
            locale=TALKS[language][0], viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light", has_touch=width < 500,
        )  # fmt: skip
        if session:
            context.add_cookies([{"name": COOKIE, "value": session, "url": server.url}])
        self.page: Page = context.new_page()
        self.server, self.folder, self.language, self.shape = server, folder, language, shape

    def screen(self, name: str) -> None:
        self._take(name)

    def whole_page(self, name: str, path: str) -> None:
        """From its top, as far as a picture may reach. Wide pages are given the height, so that columns stand whole."""
        self.page.goto(self.server.url + path)
        self.page.wait_for_load_state("networkidle")
        width, height, _ = SHAPES[self.shape]
        tall = min(int(self.page.evaluate("document.documentElement.scrollHeight")), TALLEST[self.shape])
        if self.shape == "desktop-light":
            self.page.set_viewport_size({"width": width, "height": max(tall, height)})
        self._take(name, tall)
        self.page.set_viewport_size({"width": width, "height": height})

    def _take(self, name: str, tall: int = 0) -> None:
        path = self.folder / f"{name}-{self.language}-{self.shape}.png"
        if tall:
            clip = {"x": 0, "y": 0, "width": SHAPES[self.shape][0], "height": tall}
            self.page.screenshot(path=path, full_page=True, clip=clip)  # type: ignore[arg-type]
        else:
            self.page.screenshot(path=path)
        if shutil.which("pngquant"):
            subprocess.run(["pngquant", "--force", "--strip", "--output", str(path), "256", str(path)], check=True)


def middling(honest: list[str], pitch: list[str]) -> list[str]:
    """Somebody who begins by listening, then hurries: there is something to praise and something to change."""
    return [*honest[:2], *pitch[1:6], *honest[8:10]]


def take_alone(browser: Browser, server: Server, folder: Path, language: str) -> None:
    """A house without accounts: what sellers see, and the talk."""
    _, scenario, persona, honest, pitch, draft = TALKS[language]
    cameras = [Camera(browser, server, folder, language, shape) for shape in SHAPES]
    desk = cameras[0].page
    for lines in (lines_of(pitch)[:6], middling(lines_of(honest), lines_of(pitch))):
        attempt = start_talk(desk, server.url, scenario, persona)
        play(desk, lines)
        if not desk.locator("body.finished").count():
            finish(desk)
    running = start_talk(desk, server.url, scenario, persona)
    play(desk, lines_of(honest)[:6])
    for camera in cameras:
        camera.page.goto(f"{server.url}/chat/thread/{running}")
        camera.page.wait_for_selector("#chat-input")
        camera.page.fill("#chat-input", draft)
        camera.page.wait_for_timeout(800)
        camera.screen("chat")
        camera.whole_page("home", "/")
        camera.whole_page("brief", f"/scenarios/{scenario}?persona={persona}")
        camera.whole_page("scorecard", f"/attempts/{attempt}")


def take_together(browser: Browser, server: Server, folder: Path, language: str, house: House, shape: str) -> None:
    """A house with a team: the coach's desk, and what is asked of a seller."""
    scenario = TALKS[language][1]
    coach = Camera(browser, server, folder, language, shape, house.sessions["coach"])
    seller = Camera(browser, server, folder, language, shape, house.sessions["seller"])
    seller.whole_page("asked", "/")
    for name, path in (
        ("queue", "/coach"), ("review", f"/coach/attempts/{house.talks[1]}"), ("team", "/coach/team"),
        ("trust", "/coach/trust"), ("assignments", "/coach/assignments"), ("playbook", f"/coach/playbook/{scenario}"),
    ):  # fmt: skip
        coach.whole_page(name, path)


def main(folder: Path = IMAGES, desk: dict[str, tuple[str, ...]] = DESK) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        for language in TALKS:
            with tempfile.TemporaryDirectory() as data, Server(Path(data)) as server:
                take_alone(browser, server, folder, language)
            with tempfile.TemporaryDirectory() as data:
                house = people_house(Path(data), language)
                with Server(Path(data)) as server:
                    for shape in desk[language]:
                        take_together(browser, server, folder, language, house, shape)
        browser.close()


if __name__ == "__main__":
    main(*(Path(given) for given in sys.argv[1:2]))
