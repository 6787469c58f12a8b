"""From home to the scorecard, in both languages, at a desk and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rig import Server, finish, lines_of, play, say, turns_on

WHOLE = [
    pytest.param("zh-CN", False, "new-drug-visit", "director-lin", "zh/honest-lin", id="chinese-desk"),
    pytest.param("zh-CN", True, "new-drug-visit", "doctor-zhou", "zh/honest-zhou", id="chinese-phone"),
    pytest.param("en-GB", False, "discovery-call", "ingrid-solberg", "en/honest-ingrid", id="english-desk"),
    pytest.param("en-GB", True, "discovery-call", "theo-marchand", "en/honest-theo", id="english-phone"),
]


@pytest.mark.parametrize(("locale", "phone", "scenario", "persona", "lines"), WHOLE)
def test_a_seller_reads_the_brief_talks_and_gets_a_scorecard(
    server: Server, opened: Callable[..., Page], locale: str, phone: bool, scenario: str, persona: str, lines: str
) -> None:
    page = opened(locale, phone=phone)
    page.goto(server.url)
    page.click(f".scenario a[href='/scenarios/{scenario}?persona={persona}']")
    expect(page.locator(".standard .weights svg")).to_be_visible()  # what is scored stands there before practice
    page.locator("form[action='/attempts'] button[type=submit]").click()
    page.wait_for_selector("#chat-input")
    said = lines_of(lines)
    play(page, said)
    assert turns_on(page)[::2] == said[: len(turns_on(page)[::2])]
    if not page.locator("body.finished").count():
        page.click("#finish")
    else:
        page.click("#result a")
    page.wait_for_url("**/attempts/*")
    assert page.locator(".turn").count() >= 2 * len(said) - 3
    expect(page.locator(".total .score")).to_be_visible()
    assert page.locator("mark").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no page is wider than the screen"


def test_finish_is_always_within_reach_on_a_phone(server: Server, opened: Callable[..., Page]) -> None:
    page = opened("zh-CN", phone=True, dark=True)
    page.goto(f"{server.url}/scenarios/new-drug-visit?persona=director-lin")
    page.click("form[action='/attempts'] button[type=submit]")
    page.wait_for_selector("#chat-input")
    for line in lines_of("zh/honest-lin")[:8]:
        say(page, line)
    expect(page.locator("#finish")).to_be_in_viewport()
    expect(page.locator("#talk .name")).to_be_in_viewport()
    expect(page.locator("#talk .now")).to_be_in_viewport()
    expect(page.locator("#chat-input")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_screen_says_who_is_there_and_whom_the_words_go_to(server: Server, opened: Callable[..., Page]) -> None:
    page = opened("zh-CN")
    page.goto(f"{server.url}/scenarios/new-drug-visit?persona=director-lin")
    expect(page.get_by_text("客户是内置的")).to_be_visible()
    page.click("form[action='/attempts'] button[type=submit]")
    page.wait_for_selector("#chat-input")
    expect(page.locator("#talk .name")).to_have_text("林主任")
    expect(page.locator("#chat-input")).to_have_attribute("placeholder", "对林主任说……")
    expect(page.locator("#chat-submit")).to_be_visible()
    for hidden in ("#header", "#stop-button", "#readme-button", "#new-chat-button", ".watermark"):
        expect(page.locator(hidden).first).not_to_be_visible()


def test_pages_read_without_script(server: Server, opened: Callable[..., Page]) -> None:
    page = opened("zh-CN")
    page.goto(f"{server.url}/scenarios/new-drug-visit?persona=director-lin")
    page.click("form[action='/attempts'] button[type=submit]")
    page.wait_for_selector("#chat-input")
    for line in lines_of("zh/pitcher")[:3]:
        say(page, line)
    finish(page)
    plain = opened("zh-CN", script=False)
    for address, words in (
        (page.url, "对话记录"),
        (f"{server.url}/", "场景"),
        (f"{server.url}/scenarios/new-drug-visit", "评分内容"),
    ):
        plain.goto(address)
        assert words in plain.inner_text("main")
