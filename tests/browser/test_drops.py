"""Reloads, lost connections and second tabs: what was said stands on the screen once, whole, in order."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.rig import PATIENCE, Server, Wire, finish, idle, say, send, start_talk, turns_on
from tests.fake_endpoint import Answer, FakeEndpoint

REPLY = (
    "We moved twice last year and nobody had planned for it, so half of the team still works from boxes in the hall."
)
SLOW = Answer(REPLY, first=0.3, delay=0.2)
TALK = ("discovery-call", "theo-marchand")


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose customer is a model that needs some five seconds for an answer."""
    with FakeEndpoint(SLOW) as endpoint:
        environment = {"OPENAI_BASE_URL": endpoint.url, "ROLEPLAY_MODEL": "fake"}
        with Server(tmp_path_factory.mktemp("slow"), 0, **environment) as server:
            yield server


@pytest.fixture
def wire(slow: Server) -> Iterator[Wire]:
    wire = Wire(slow)
    yield wire
    wire.close()


def half_said(page: Page) -> None:
    expect(page.locator("#root").get_by_text("We moved twice")).to_be_visible(timeout=PATIENCE)
    assert REPLY not in turns_on(page)


def whole(page: Page, *said: str) -> None:
    expect(page.locator("#root").get_by_text(REPLY).last).to_be_visible(timeout=PATIENCE)
    idle(page)
    assert turns_on(page) == list(said)


def test_a_reload_in_mid_reply_shows_it_going_on(slow: Server, opened: Callable[..., Page]) -> None:
    page = opened()
    start_talk(page, slow.url, *TALK)
    send(page, "Hello, how was the move?")
    half_said(page)
    page.reload()
    page.wait_for_selector("#chat-input")
    half_said(page)
    whole(page, "Hello, how was the move?", REPLY)


def test_a_socket_that_drops_in_mid_reply_and_comes_back_finds_it_going_on(
    wire: Wire, opened: Callable[..., Page]
) -> None:
    page = opened()
    start_talk(page, wire.url, *TALK)
    send(page, "Hello, how was the move?")
    half_said(page)
    wire.cut()
    page.wait_for_timeout(300)
    wire.heal()
    whole(page, "Hello, how was the move?", REPLY)


def test_a_reply_that_ended_while_the_socket_was_down_arrives_by_itself(
    wire: Wire, opened: Callable[..., Page]
) -> None:
    page = opened()
    start_talk(page, wire.url, *TALK)
    send(page, "Hello, how was the move?")
    half_said(page)
    wire.cut()
    expect(page.locator("#root").get_by_text("The server cannot be reached just now")).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(6000)
    wire.heal()
    whole(page, "Hello, how was the move?", REPLY)
    say(page, "And since then?")
    assert turns_on(page)[2] == "And since then?"


def test_two_tabs_show_the_same_talk(slow: Server, opened: Callable[..., Page]) -> None:
    one = opened()
    start_talk(one, slow.url, *TALK)
    two = one.context.new_page()
    two.goto(one.url)
    two.wait_for_selector("#chat-input")
    send(one, "Hello, how was the move?")
    half_said(two)
    two.fill("#chat-input", "I was not asked")
    two.press("#chat-input", "Enter")  # the customer is speaking: nothing is sent, the words stay
    whole(one, "Hello, how was the move?", REPLY)
    whole(two, "Hello, how was the move?", REPLY)
    assert two.input_value("#chat-input") == "I was not asked"
    two.press("#chat-input", "Enter")
    expect(one.locator("#root").get_by_text("I was not asked")).to_be_visible(timeout=PATIENCE)


def test_finishing_in_one_tab_closes_the_other(slow: Server, opened: Callable[..., Page]) -> None:
    one = opened()
    start_talk(one, slow.url, *TALK)
    say(one, "Hello, how was the move?")
    two = one.context.new_page()
    two.goto(one.url)
    two.wait_for_selector("#chat-input")
    finish(one)
    expect(two.locator("#result")).to_be_visible(timeout=PATIENCE)
    expect(two.locator("#message-composer")).not_to_be_visible()


def test_what_is_being_written_outlives_a_reload(slow: Server, opened: Callable[..., Page]) -> None:
    page = opened()
    start_talk(page, slow.url, *TALK)
    page.fill("#chat-input", "Half a thought")
    page.reload()
    page.wait_for_selector("#chat-input")
    expect(page.locator("#chat-input")).to_have_value("Half a thought", timeout=PATIENCE)


def test_a_reply_comes_word_by_word_with_a_typing_sign_before_it(slow: Server, opened: Callable[..., Page]) -> None:
    page = opened()
    start_talk(page, slow.url, *TALK)
    send(page, "Hello, how was the move?")
    page.wait_for_selector(".ai-message .message-content:not(:has(.prose))", timeout=PATIENCE, state="attached")
    half_said(page)
    first = turns_on(page)[1]
    page.wait_for_timeout(700)
    assert len(turns_on(page)[1]) > len(first)
    whole(page, "Hello, how was the move?", REPLY)


def test_a_talk_opens_whichever_of_chainlits_two_connections_is_quicker(
    slow: Server, opened: Callable[..., Page]
) -> None:
    """The first connection knows no talk yet. Where it came last, the screen stayed empty."""
    page = opened()
    start_talk(page, slow.url, *TALK)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/set-session-cookie", hold_the_first)
    with page.expect_response("**/set-session-cookie"):  # the second one's
        page.reload()
    page.wait_for_timeout(500)
    held[0].continue_()
    expect(page.locator("#chat-input")).to_be_visible()
    send(page, "Hello, how was the move?")
    whole(page, "Hello, how was the move?", REPLY)
