"""The box in which sellers write: there at once, a text box to those who hear it, and an input method's Enter does not send."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.rig import PATIENCE, Server, idle, start_talk, turns_on

# the order of events of macOS's Safari when Enter confirms what the input method offers
SAFARI = """(box) => {
  box.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "你好" }));
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 229, which: 229, bubbles: true, cancelable: true }));
}"""
TALK = ("new-drug-visit", "director-lin")
Early = tuple[Page, Callable[[], None]]


@pytest.fixture
def talk(shared_server: Server, opened: Callable[..., Page]) -> Page:
    page = opened()
    start_talk(page, shared_server.url, *TALK)
    return page


def answered(page: Page) -> list[str]:
    page.locator(".ai-message .prose").nth(2).wait_for(timeout=PATIENCE)  # after when it began, and the scene
    idle(page)
    return turns_on(page)


@pytest.fixture
def early(shared_server: Server, opened: Callable[..., Page]) -> Early:
    """A talk whose Chainlit has not come yet, and what lets it come."""
    page, held = opened(), list[Route]()
    page.route("**/chat/assets/index-*.js", lambda route: held.append(route))
    page.goto(f"{shared_server.url}/scenarios/{TALK[0]}?persona={TALK[1]}")
    page.click("form[action='/attempts'] button[type=submit]", no_wait_after=True)
    page.wait_for_selector("#early-input")
    page.wait_for_timeout(300)  # the small scripts come beside it

    def let_come() -> None:
        for route in held:
            route.continue_()

    return page, let_come


def test_the_enter_that_confirms_an_input_method_does_not_send_and_the_next_one_does(talk: Page) -> None:
    talk.fill("#chat-input", "林主任，您好")
    talk.wait_for_selector("#chat-submit:not([disabled])", timeout=PATIENCE)
    talk.eval_on_selector("#chat-input", SAFARI)
    talk.wait_for_timeout(400)
    assert talk.input_value("#chat-input") == "林主任，您好"
    assert turns_on(talk) == []

    talk.press("#chat-input", "Enter")
    assert answered(talk)[0] == "林主任，您好"


def test_nor_does_it_where_the_browser_itself_composes(talk: Page) -> None:
    """Over the debugging protocol: a real composition, then the key 229 that does not say that it composes."""
    keys = talk.context.new_cdp_session(talk)
    talk.focus("#chat-input")
    keys.send("Input.imeSetComposition", {"text": "nihao", "selectionStart": 5, "selectionEnd": 5})
    keys.send("Input.insertText", {"text": "你好"})
    talk.wait_for_selector("#chat-submit:not([disabled])", timeout=PATIENCE)
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    talk.wait_for_timeout(400)
    assert talk.input_value("#chat-input") == "你好"
    assert turns_on(talk) == []


def test_the_composer_is_a_text_box_with_its_own_name(talk: Page) -> None:
    box = talk.locator("#chat-input")
    expect(box).not_to_have_attribute("role", "group")
    expect(box).to_have_attribute("aria-label", "对林主任说……")  # in the language in which it is written to
    expect(box).to_have_attribute("lang", "zh-CN")
    expect(talk.get_by_role("textbox")).to_have_count(1)
    expect(talk.get_by_role("group", name="Transcript")).to_have_count(1)


def test_the_box_is_there_before_chainlit_and_what_is_written_goes_over(early: Early) -> None:
    page, let_come = early
    expect(page.get_by_role("textbox", name="对林主任说……")).to_be_focused()
    expect(page.locator("#early .opening")).to_contain_text("Talk started")
    page.keyboard.type("Good morning,")
    let_come()
    page.wait_for_selector("#chat-input", timeout=PATIENCE)
    expect(page.locator("#early")).not_to_be_visible()
    expect(page.locator("#chat-input")).to_have_value("Good morning,")
    expect(page.locator("#chat-input")).to_be_focused()
    page.keyboard.type(" doctor")
    expect(page.locator("#chat-input")).to_have_value("Good morning, doctor")
    assert turns_on(page) == []


def test_what_was_sent_before_the_talk_was_connected_is_sent_once_when_it_is(early: Early) -> None:
    page, let_come = early
    page.keyboard.type("林主任您好")
    page.keyboard.press("Enter")
    expect(page.locator("#line")).to_contain_text("as soon as the talk is ready")
    let_come()
    assert answered(page)[::2] == ["林主任您好"]
    expect(page.locator("#chat-input")).to_have_value("")
    expect(page.locator("#line")).to_be_empty()
    expect(page.locator("#chat-input")).to_be_focused()


def test_who_goes_on_writing_before_it_is_connected_has_not_sent_yet(early: Early) -> None:
    page, let_come = early
    page.keyboard.type("林主任")
    page.keyboard.press("Enter")
    page.keyboard.type("您好")
    expect(page.locator("#line")).to_be_empty()
    let_come()
    page.wait_for_selector("#chat-submit:not([disabled])", timeout=PATIENCE)
    page.wait_for_timeout(600)
    expect(page.locator("#chat-input")).to_have_value("林主任您好")
    assert turns_on(page) == []
