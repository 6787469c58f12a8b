"""From a scorecard back into one of its moments, and both talks side by side on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.rig import Server, finish, idle, lines_of, pauses_on, play, say, start_talk, turns_on


def test_a_moment_is_tried_again_and_compared(server: Server, opened: Callable[..., Page]) -> None:
    page = opened("en-GB", phone=True)
    start_talk(page, server.url, "discovery-call", "ingrid-solberg")
    said = ["Good morning.", "Our software has fantastic reporting.", "Everybody loves it."]
    play(page, said)
    finish(page)
    page.locator("button.again[value='3']").click()

    page.wait_for_selector("#chat-input")
    expect(page.locator("#talk p .tag")).to_have_text("Retry from turn 3")
    expect(page.get_by_text("Last time you said: “Our software has fantastic reporting.”")).to_be_visible()
    idle(page)
    assert turns_on(page)[0] == said[0] and len(turns_on(page)) == 2
    better = lines_of("en/honest-ingrid")[1]
    say(page, better)
    page.reload()
    expect(page.get_by_text(better)).to_be_visible()
    assert "Retry from turn 3" in " ".join(pauses_on(page))

    finish(page)
    page.click("text=Side by side")
    page.wait_for_url("**/compare")
    expect(page.locator("li.twin").first).to_contain_text(better)
    expect(page.locator("li.twin").first).to_contain_text(said[1])
    page.locator("summary").click()
    expect(page.locator("details")).to_contain_text(said[0])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
