"""The customer ends the talk: a short result at once, the whole one behind a link, and nothing more to be said."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.rig import PATIENCE, Server, finish, lines_of, pauses_on, play, start_talk, turns_on


def test_a_customer_who_walks_out_closes_the_talk_on_every_screen(server: Server, opened: Callable[..., Page]) -> None:
    page = opened("zh-CN")
    start_talk(page, server.url, "new-drug-visit", "director-lin")
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#chat-input")
    play(page, lines_of("zh/pitcher"))
    for screen in (page, other):
        expect(screen.locator("#result")).to_be_visible(timeout=PATIENCE)
        expect(screen.locator("#result [data-result=told]")).to_contain_text("差")
        expect(screen.locator("#message-composer")).not_to_be_visible()
        expect(screen.locator("#finish")).not_to_be_visible()
        assert pauses_on(screen)[-1].endswith("练习结束")
        assert len(pauses_on(screen)) == 3  # begun, the scene, over
    page.click("#result a")
    page.wait_for_url("**/attempts/*")
    expect(page.locator(".total .weak").first).to_contain_text("未通过")
    expect(page.get_by_text("林主任结束了对话。")).to_be_visible()


def test_a_finished_attempt_opens_read_only_with_its_result(server: Server, opened: Callable[..., Page]) -> None:
    page = opened("zh-CN")
    attempt = start_talk(page, server.url, "new-drug-visit", "director-lin")
    play(page, lines_of("zh/pitcher")[:2])
    finish(page)
    page.goto(f"{server.url}/chat/thread/{attempt}")
    expect(page.locator("#result")).to_be_visible()
    expect(page.locator("#root .step").last).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#message-composer")).not_to_be_visible()
    assert len(turns_on(page)) == 4
    assert pauses_on(page)[-1].endswith("练习结束")


def test_home_offers_the_talk_that_was_left_open(server: Server, opened: Callable[..., Page]) -> None:
    page = opened("zh-CN")
    start_talk(page, server.url, "new-drug-visit", "doctor-zhou")
    play(page, lines_of("zh/honest-zhou")[:2])
    last = turns_on(page)[-1]
    page.goto(server.url)
    expect(page.locator(".resume .said")).to_have_text(last)
    page.click(".resume .button")
    page.wait_for_selector("#chat-input", timeout=PATIENCE)
    expect(page.locator("#root .step").last).to_be_visible(timeout=PATIENCE)
    assert turns_on(page)[-1] == last


def test_the_language_of_a_running_talk_can_be_changed(server: Server, opened: Callable[..., Page]) -> None:
    page = opened("en-GB")
    start_talk(page, server.url, "new-drug-visit", "director-lin")
    expect(page.locator("#finish")).to_have_text("Finish and see the score")
    page.goto(f"{server.url}/language/zh?back={page.url.removeprefix(server.url)}")
    page.wait_for_selector("#chat-input", timeout=PATIENCE)
    expect(page.locator("#finish")).to_have_text("结束并看评分")
    expect(page.locator("#chat-input")).to_have_attribute("placeholder", "对林主任说……")
    assert pauses_on(page)[0].endswith("练习开始")
