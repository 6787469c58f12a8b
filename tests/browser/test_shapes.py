"""The talk on narrow and low screens, in forced colours and on paper: nothing is cut, and nothing is told by a colour alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rig import PATIENCE, Server, finish, lines_of, play, start_talk

TALKS = {
    "en-GB": ("discovery-call", "ingrid-solberg", "en/honest-ingrid"),
    "zh-CN": ("new-drug-visit", "director-lin", "zh/honest-lin"),
}
HEIGHT = "part => part.getBoundingClientRect().height"
SIDEWAYS = "document.documentElement.scrollWidth <= innerWidth"
CUT = """() => [...document.querySelectorAll("#talk :is(.name, .person p, .phases li, .button, a), #under p, #root .message-content")]
  .filter((part) => part.checkVisibility() && (part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline"
    || part.getBoundingClientRect().right > innerWidth + 1)).map((part) => part.outerHTML.slice(0, 80))"""
HIGH = "one => parseFloat(getComputedStyle(one).borderTopWidth)"


@pytest.fixture(params=list(TALKS))
def talk(request: pytest.FixtureRequest, shared_server: Server, opened: Callable[..., Page]) -> Page:
    scenario, persona, lines = TALKS[request.param]
    page = opened(request.param)
    start_talk(page, shared_server.url, scenario, persona)
    play(page, lines_of(lines)[:3])
    return page


def test_nothing_is_cut_on_narrow_screens(talk: Page) -> None:
    for height, least in ((568, 240), (256, 150)):  # 256: what 400 % leaves of a screen of 1280 by 1024
        talk.set_viewport_size({"width": 320, "height": height})
        assert talk.evaluate(SIDEWAYS)
        assert talk.evaluate(CUT) == []
        assert talk.locator("#talk").evaluate(HEIGHT) < 160
        assert talk.locator("#root [role=group]").evaluate(HEIGHT) > least, "there is room to read the talk"
        for button in ("#chat-submit", "#finish"):
            talk.locator(button).scroll_into_view_if_needed()
            expect(talk.locator(button)).to_be_in_viewport(ratio=1)
    talk.set_viewport_size({"width": 375, "height": 812})  # a phone: the head is one line over the phases
    assert talk.evaluate(SIDEWAYS)
    assert talk.locator("#talk").evaluate(HEIGHT) < 105
    for part in ("#talk .name", "#talk .ends a[href^='/scenarios/']", "#finish", "#chat-submit"):
        expect(talk.locator(part)).to_be_in_viewport(ratio=1)
    expect(talk.locator("#finish .wideonly")).not_to_be_visible()


def test_forced_colours_and_paper_tell_it_by_lines(talk: Page) -> None:
    mine = talk.locator("[data-step-type=user_message] .bg-accent").first
    talk.emulate_media(forced_colors="active")
    drawn = talk.locator("#talk .phases li").evaluate_all(
        "all => all.map(li => li.className + ' ' + getComputedStyle(li).borderTopStyle)"
    )
    assert {"now solid", " dotted"} <= set(drawn) <= {"done solid", "now solid", " dotted"}
    border = mine.evaluate("part => getComputedStyle(part).borderTop")
    assert border.startswith("1px solid") and not border.endswith(("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"))

    talk.set_viewport_size({"width": 1280, "height": 300})
    talk.emulate_media(media="print", forced_colors="none")
    last = talk.locator("#root [data-step-type]").last
    expect(last).to_be_visible()
    assert last.evaluate("turn => turn.getBoundingClientRect().bottom") > 300, "it is not cut at the screen's end"
    assert talk.evaluate("document.documentElement.scrollHeight > innerHeight")
    for part in ("#message-composer", "#finish", "#under .hint"):
        expect(talk.locator(part)).not_to_be_visible()
    assert mine.evaluate("part => getComputedStyle(part).borderTopColor") == "rgb(153, 153, 153)"


def test_a_finding_and_a_level_are_drawn_by_borders(shared_server: Server, opened: Callable[..., Page]) -> None:
    """Paper and forced colours leave backgrounds out: met must not look like missed, nor level 4 like 0."""
    page = opened()
    start_talk(page, shared_server.url, "discovery-call", "ingrid-solberg")
    play(page, lines_of("en/honest-ingrid")[:4])
    finish(page)
    page.wait_for_selector(".total .score", timeout=PATIENCE)
    width = "all => [...new Set(all.map(one => parseFloat(getComputedStyle(one, '::before').borderRightWidth)))]"
    met, missed = (page.locator(f".checks .{kind}").evaluate_all(width) for kind in ("met", "missed"))
    assert len(met) == len(missed) == 1 and met[0] > 2 * missed[0]
    assert page.locator(".criteria .level i").first.evaluate(HIGH) > 2
    page.emulate_media(forced_colors="active")
    level = page.locator(".criteria .level:not([data-level='0'], [data-level='5'])").first
    filled, empty = (level.locator("i").nth(n).evaluate("i => getComputedStyle(i).backgroundColor") for n in (0, 4))
    assert filled != empty


def test_navigation_on_a_phone_is_one_line_and_who_practises_alone_sees_a_sellers(
    shared_server: Server, opened: Callable[..., Page]
) -> None:
    page = opened(phone=True)
    page.goto(f"{shared_server.url}/attempts")
    assert page.locator(".bar nav").evaluate(HEIGHT) < 60
    assert page.evaluate(SIDEWAYS)
    assert page.locator(".bar nav a").all_inner_texts() == ["Practice", "Quiz", "My scores", "Real calls"]
    page.goto(f"{shared_server.url}/me")
    page.locator("main").get_by_role("link", name="Review").click()  # alone one is the coach, too
    assert len(page.locator(".bar nav a").all_inner_texts()) == 6
    assert page.locator(".bar nav").evaluate(HEIGHT) < 60 and page.evaluate(SIDEWAYS)
