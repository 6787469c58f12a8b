"""Takes the pictures of docs/images anew: `python -m tests.browser.pictures`. Look at them before they are committed."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.rig import CHROMIUM, ROOT, SWITCHES, Server, lines_of, play, start_talk

IMAGES = ROOT / "docs" / "images"
TALKS = {
    "zh": ("zh-CN", "new-drug-visit", "director-lin", "zh/honest-lin", "zh/pitcher", "刚才那组数据，我下次带全文来，"),
    "en": (
        "en-GB",
        "discovery-call",
        "ingrid-solberg",
        "en/honest-ingrid",
        "en/pitcher",
        "Before I show you anything, ",
    ),
}
SHAPES = {"desktop-light": (1280, 900, "light"), "phone-dark": (390, 844, "dark")}
TALLEST = {"desktop-light": 2300, "phone-dark": 2400}


def open_page(browser: Browser, locale: str, shape: str) -> Page:
    width, height, scheme = SHAPES[shape]
    context = browser.new_context(
        locale=locale, viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light",
        has_touch=width < 500,
    )  # fmt: skip
    return context.new_page()


def whole_page(page: Page, name: str, shape: str) -> None:
    """The page from its top, as far as a picture may reach. Wide pages are given the height, so that columns stand whole."""
    page.wait_for_load_state("networkidle")
    width, height, _ = SHAPES[shape]
    tall = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST[shape])
    if shape == "desktop-light":
        page.set_viewport_size({"width": width, "height": max(tall, height)})
    page.screenshot(
        path=IMAGES / f"{name}-{shape}.png", full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall}
    )
    page.set_viewport_size({"width": width, "height": height})


def middling(honest: list[str], pitch: list[str]) -> list[str]:
    """Somebody who begins by listening, then hurries: there is something to praise and something to change."""
    return [*honest[:2], *pitch[1:6], *honest[8:10]]


def take(browser: Browser, server: Server, language: str) -> None:
    locale, scenario, persona, honest, pitch, draft = TALKS[language]
    desk, phone = (open_page(browser, locale, shape) for shape in SHAPES)
    for lines in (lines_of(pitch)[:6], middling(lines_of(honest), lines_of(pitch))):
        attempt = start_talk(desk, server.url, scenario, persona)
        play(desk, lines)
        if not desk.locator("body.finished").count():
            desk.click("#finish")
            desk.wait_for_url("**/attempts/*")
    running = start_talk(desk, server.url, scenario, persona)
    play(desk, lines_of(honest)[:6])
    for page, shape in ((desk, "desktop-light"), (phone, "phone-dark")):
        page.goto(f"{server.url}/chat/thread/{running}")
        page.wait_for_selector("#chat-input")
        page.fill("#chat-input", draft)
        page.wait_for_timeout(800)
        page.screenshot(path=IMAGES / f"chat-{language}-{shape}.png")
        for name, path in (
            ("home", "/"),
            ("brief", f"/scenarios/{scenario}?persona={persona}"),
            ("scorecard", f"/attempts/{attempt}"),
        ):
            page.goto(server.url + path)
            whole_page(page, f"{name}-{language}", shape)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        for language in TALKS:
            with tempfile.TemporaryDirectory() as data, Server(Path(data)) as server:
                take(browser, server, language)
        browser.close()


if __name__ == "__main__":
    main()
