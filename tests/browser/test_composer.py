"""The box in which sellers write: an input method's Enter does not send, and who hears the page is told that it is a box."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rig import PATIENCE, Server, idle, start_talk, turns_on

# the order of events of macOS's Safari when Enter confirms what the input method offers
SAFARI = """(box) => {
  box.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "你好" }));
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 229, which: 229, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def talk(server: Server, opened: Callable[..., Page]) -> Page:
    page = opened()
    start_talk(page, server.url, "new-drug-visit", "director-lin")
    return page


def test_the_enter_that_confirms_an_input_method_does_not_send_and_the_next_one_does(talk: Page) -> None:
    talk.fill("#chat-input", "林主任，您好")
    talk.wait_for_selector("#chat-submit:not([disabled])", timeout=PATIENCE)
    talk.eval_on_selector("#chat-input", SAFARI)
    talk.wait_for_timeout(400)
    assert talk.input_value("#chat-input") == "林主任，您好"
    assert turns_on(talk) == []

    talk.press("#chat-input", "Enter")
    talk.locator(".ai-message .prose").first.wait_for(timeout=PATIENCE)
    idle(talk)
    assert turns_on(talk)[0] == "林主任，您好"


def test_the_composer_is_a_text_box_with_its_own_name(talk: Page) -> None:
    box = talk.locator("#chat-input")
    expect(box).not_to_have_attribute("role", "group")
    assert box.get_attribute("aria-label") == box.get_attribute("placeholder")
    expect(talk.get_by_role("textbox")).to_have_count(1)
