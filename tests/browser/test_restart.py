"""kill -9 and a new start: nothing that was shown is missing, and the talk goes on where it was."""

from collections.abc import Callable

from playwright.sync_api import Error, Page, expect

from tests.browser.rig import PATIENCE, Server, idle, pauses_on, say, send, start_talk, turns_on
from tests.fake_endpoint import Answer, FakeEndpoint

REPLY = (
    "We moved twice last year and nobody had planned for it, so half of the team still works from boxes in the hall."
)
TALK = ("discovery-call", "theo-marchand")


def open_again(page: Page) -> None:
    """Reloads the page, also where it was just loading itself anew because the server is back."""
    try:
        page.reload()
    except Error as error:
        if "ERR_ABORTED" not in str(error):
            raise
        page.goto(page.url)


def test_a_kill_between_turns_loses_nothing_and_the_open_page_goes_on(
    own_server: Callable[..., Server], opened: Callable[..., Page]
) -> None:
    server = own_server()
    page = opened()
    start_talk(page, server.url, *TALK)
    say(page, "Good morning, is this still a good moment?")
    before = turns_on(page)
    server.kill()
    server.start()
    page.wait_for_timeout(6000)  # the page finds the server again by itself
    say(page, "What takes most of your time in a week?")
    assert turns_on(page)[:2] == before
    assert len(turns_on(page)) == 4


def test_a_kill_in_mid_reply_keeps_what_was_shown(
    own_server: Callable[..., Server], opened: Callable[..., Page]
) -> None:
    with FakeEndpoint(Answer(REPLY, delay=0.25), Answer("Where were we?")) as endpoint:
        server = own_server(OPENAI_BASE_URL=endpoint.url, ROLEPLAY_MODEL="fake")
        page = opened()
        start_talk(page, server.url, *TALK)
        send(page, "Hello, how was the move?")
        expect(page.locator("#root").get_by_text("We moved twice")).to_be_visible(timeout=PATIENCE)
        shown = turns_on(page)[1]
        server.kill()
        server.start()
        open_again(page)
        page.wait_for_selector("#chat-input", timeout=PATIENCE)
        expect(page.locator("#root").get_by_text("We moved twice")).to_be_visible(timeout=PATIENCE)
        seller, customer = turns_on(page)
        assert seller == "Hello, how was the move?"
        assert customer.startswith(shown)
        assert REPLY.startswith(customer)
        say(page, "You were saying?")
        assert turns_on(page)[2:] == ["You were saying?", "Where were we?"]


def test_a_kill_before_the_first_word_is_made_up_for(
    own_server: Callable[..., Server], opened: Callable[..., Page]
) -> None:
    """The seller's words are stored before anybody answers, so the answer is given after the restart."""
    with FakeEndpoint(Answer(REPLY, first=8), Answer("Sorry, I was away for a moment.")) as endpoint:
        server = own_server(OPENAI_BASE_URL=endpoint.url, ROLEPLAY_MODEL="fake")
        page = opened()
        start_talk(page, server.url, *TALK)
        send(page, "Hello, how was the move?")
        page.wait_for_selector(".ai-message .message-content:not(:has(.prose))", timeout=PATIENCE, state="attached")
        server.kill()
        server.start()
        open_again(page)
        expect(page.locator("#root").get_by_text("Sorry, I was away")).to_be_visible(timeout=PATIENCE)
        idle(page)
        assert turns_on(page) == ["Hello, how was the move?", "Sorry, I was away for a moment."]


def test_when_the_model_cannot_be_reached_a_quiet_line_says_who_answers(
    own_server: Callable[..., Server], opened: Callable[..., Page]
) -> None:
    server = own_server(OPENAI_BASE_URL="http://127.0.0.1:9/v1", ROLEPLAY_MODEL="fake")
    page = opened()
    start_talk(page, server.url, *TALK)
    say(page, "Good morning, is this still a good moment?")
    notice = "The model cannot be reached just now. The offline customer answers instead."
    assert pauses_on(page)[-1] == notice
    assert len(turns_on(page)) == 2
    open_again(page)
    page.wait_for_selector("#chat-input", timeout=PATIENCE)
    expect(page.locator("#root").get_by_text(notice)).to_be_visible(timeout=PATIENCE)
