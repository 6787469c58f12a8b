"""A talk by ear, from the first word to the last: who speaks, in which language, when it is over, and where the focus is."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.rig import PATIENCE, Server, idle, lines_of, play, say, start_talk


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_turns_bear_their_speakers_name_and_their_language(shared_server: Server, opened: Callable[..., Page]) -> None:
    """A Chinese talk on an English page."""
    page = opened()
    start_talk(page, shared_server.url, "new-drug-visit", "director-lin")
    say(page, "林主任您好。")
    answer = page.get_by_role("article", name="林主任", exact=True)
    expect(answer).to_have_count(1)
    expect(page.get_by_role("article", name="You", exact=True)).to_contain_text("林主任您好。")
    expect(page.locator("#root").get_by_role("img")).to_have_count(0)  # no portrait is read out as a name of its own
    tongues = page.locator("#root [data-step-type]").evaluate_all("steps => steps.map(step => step.lang)")
    assert tongues == ["en", "zh-CN", "zh-CN", "zh-CN"]  # when it began, the scene, and two turns
    assert "KR" not in answer.evaluate("said => getComputedStyle(said).fontFamily"), "no Korean face for Chinese"
    heard = page.locator("#heard p").last
    expect(heard).to_have_text(f"林主任：{answer.inner_text().strip()}")
    expect(heard).to_have_attribute("lang", "zh-CN")


def test_the_end_is_announced_and_the_focus_is_at_the_result(
    shared_server: Server, opened: Callable[..., Page]
) -> None:
    page = opened("zh-CN")
    start_talk(page, shared_server.url, "new-drug-visit", "director-lin")
    play(page, lines_of("zh/pitcher"))
    expect(page.locator("#result")).to_be_visible(timeout=PATIENCE)
    told = page.locator("#heard p")
    expect(told.last).to_contain_text("练习结束")
    expect(told.last).to_contain_text(page.locator("#result [data-result=told]").inner_text())
    expect(told.nth(-2)).to_contain_text("林主任：")
    assert focused(page) == "result"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/attempts/*")


def test_sending_by_key_or_button_keeps_the_focus_in_the_box(
    shared_server: Server, opened: Callable[..., Page]
) -> None:
    page = opened()
    start_talk(page, shared_server.url, "discovery-call", "ingrid-solberg")
    say(page, "Good morning.")
    assert focused(page) == "chat-input"
    page.fill("#chat-input", "What takes most of your time?")
    page.click("#chat-submit")
    page.wait_for_timeout(200)
    assert focused(page) == "chat-input"
    idle(page)
    assert focused(page) == "chat-input"
