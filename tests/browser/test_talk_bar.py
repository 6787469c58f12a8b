"""The bar around the talk: where it is and has been, how much can still be said, and Finish, which asks where words would be lost."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

from playwright.sync_api import Page, expect

from tests.browser.rig import PATIENCE, Server, say, start_talk

CALL = ("discovery-call", "ingrid-solberg")
PHASES = "steps => steps.map(step => step.dataset.phase)"
BACK = ("Good morning, Ingrid.", "Could we agree on a next step, Tuesday at ten?", "How do you plan your tours today?")


def said_already(server: Server, attempt: str, turns: int) -> None:
    """As if so many turns of both had been said in it."""
    with closing(sqlite3.connect(next(server.data.glob("*.db")))) as database, database:
        database.execute("UPDATE attempt SET turns = ? WHERE id = ?", (turns, attempt))


def question(page: Page) -> list[str]:
    return page.locator("#sure p:visible:not(.row)").all_inner_texts()


def test_finish_asks_once_about_a_young_talk_and_keeps_the_focus(
    shared_server: Server, opened: Callable[..., Page]
) -> None:
    page = opened()
    attempt = start_talk(page, shared_server.url, *CALL)
    page.click("#finish")
    assert question(page) == ["You have not said anything yet, so there will be no score."]
    expect(page.get_by_role("dialog", name="Finish now?").get_by_role("button", name="Keep talking")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#finish")).to_be_focused()
    say(page, "Good morning.")
    page.click("#finish")
    assert question(page) == ["You have said very little so far. What the talk does not reach counts as missed."]
    page.get_by_role("button", name="Finish now").click()
    page.wait_for_url(f"**/attempts/{attempt}")


def test_turns_left_are_told_when_few_and_only_unsent_words_are_asked_about_then(
    shared_server: Server, opened: Callable[..., Page]
) -> None:
    page = opened("zh-CN")
    attempt = start_talk(page, shared_server.url, *CALL)
    for turns, told in ((20, ""), (22, "还可以说 3 句"), (26, "还可以说 1 句")):
        said_already(shared_server, attempt, turns)
        page.reload()
        expect(page.locator("#left")).to_have_text(told)
    page.wait_for_selector("#chat-input", timeout=PATIENCE)
    page.fill("#chat-input", "And one more")
    page.click("#finish")
    assert question(page) == ["输入框里的话还没发出，结束后不会计入这次练习。"]
    page.get_by_role("button", name="继续对话").click()
    expect(page.locator("#chat-input")).to_have_value("And one more")
    page.fill("#chat-input", "")
    page.click("#finish")
    page.wait_for_url("**/attempts/*")


def test_the_line_of_phases_keeps_those_the_talk_was_in(shared_server: Server, opened: Callable[..., Page]) -> None:
    """Whatever way it came: what was skipped is not marked, and a step back unmarks nothing."""
    page = opened()
    start_talk(page, shared_server.url, *CALL)
    seen = {"opening"}
    for line in BACK:
        say(page, line)
        now = page.locator("#talk [aria-current=step]").get_attribute("data-phase") or ""
        seen.add(now)
        marked = page.locator("#talk .phases .done").evaluate_all(PHASES)
        assert seen <= {*marked, now}
    order = ["opening", "probing", "objection", "closing"]
    assert max(map(order.index, marked)) > order.index(now), "the talk went back"
    page.reload()
    assert page.locator("#talk .phases .done").evaluate_all(PHASES) == marked
    expect(page.locator("#talk .phases .done").first).to_have_text("Opening (reached before)")
