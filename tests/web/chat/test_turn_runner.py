"""One turn on the screens: what each of them is told, in which order."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from chainlit.session import ws_sessions_id
from chainlit.user import User
from fastapi import FastAPI

from roleplay.attempt import Attempt
from roleplay.customer.turn_request import Fallback, ReplyChunk
from roleplay.errors import RoleplayError
from roleplay.person import LOCAL
from roleplay.practice import LOCAL_PERSON, CustomerSaid, PracticeService, SellerSaid, Speaking
from roleplay.store.tables import TurnRow
from roleplay.transcript import Turn
from roleplay.web.auth.current_user import Visitor, set_visitor
from roleplay.web.chat import mount
from roleplay.web.chat.data_layer import AttemptsDataLayer
from roleplay.web.chat.turn_runner import TurnRunner
from tests.web.conftest import VISIT, Play, lines_of


class FakeScreen:
    """A session of Chainlit's that keeps what it is sent."""

    def __init__(self, attempt_id: str, language: str = "en", person: str = LOCAL_PERSON) -> None:
        self.id, self.thread_id_to_resume = str(uuid.uuid4()), attempt_id
        self.user = User(identifier=person)
        self.environ = {"HTTP_COOKIE": f"language={language}"}
        self.events: list[tuple[str, Any]] = []
        ws_sessions_id[self.id] = self  # type: ignore[assignment]

    async def emit(self, event: str, data: Any) -> None:
        self.events.append((event, data))

    def names(self) -> list[str]:
        return [event for event, _ in self.events]

    def told(self, key: str) -> list[Any]:
        """What our bar was told under this name."""
        return [
            data["roleplay"][key]
            for event, data in self.events
            if event == "window_message" and key in data["roleplay"]
        ]

    def steps(self) -> list[str]:
        """The texts that stand on the screen in the end."""
        shown: dict[str, str] = {}
        for event, data in self.events:
            if event in ("new_message", "stream_start"):
                shown[data["id"]] = data["output"]
            elif event == "stream_token":
                shown[data["id"]] += data["token"]
            elif event == "delete_message":
                shown.pop(data["id"], None)
        return list(shown.values())


@pytest.fixture(autouse=True)
def no_screens() -> Iterator[None]:
    """No door was passed here: the visitor is put in place of it."""
    ws_sessions_id.clear()
    set_visitor(Visitor(LOCAL))
    yield
    ws_sessions_id.clear()


@pytest.fixture
def stage(app: FastAPI) -> TurnRunner:
    stage: TurnRunner = app.state.turn_runner
    return stage


def message(text: str) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "output": text}


async def test_a_turn_is_shown_on_every_screen_alike(stage: TurnRunner, play: Play, practice: PracticeService) -> None:
    attempt = await play(finish=False)
    mine, other = FakeScreen(attempt.id), FakeScreen(attempt.id)
    await stage.hear(mine, attempt.id, message("Good morning."))
    seller, customer = (await practice.transcript(attempt.id, LOCAL_PERSON)).turns
    assert other.steps()[0] == "Good morning." == seller.text
    assert other.steps()[1].replace("\\", "") == customer.text == mine.steps()[0].replace("\\", "")
    for screen in (mine, other):
        assert (
            screen.names().index("task_start") < screen.names().index("stream_start") < screen.names().index("task_end")
        )
        assert screen.told("phase")
    assert mine.told("said") == [True] and other.told("said") == []


async def test_an_answer_is_announced_with_its_speakers_name_and_the_turns_are_counted(
    stage: TurnRunner, play: Play, practice: PracticeService
) -> None:
    """In the customer's language, whatever that of the screen is."""
    attempt = await play(talk=VISIT, finish=False)
    screen = FakeScreen(attempt.id, "en")
    await stage.hear(screen, attempt.id, message("林主任，您好。"))
    customer = (await practice.transcript(attempt.id, LOCAL_PERSON)).turns[1]
    assert screen.told("heard") == [f"林主任：{customer.text}"]
    assert screen.told("turns") == [1, 1] and screen.told("left") == ["", ""]


async def test_another_attempts_screen_hears_nothing(stage: TurnRunner, play: Play) -> None:
    attempt, elsewhere = await play(finish=False), await play(finish=False)
    mine, stranger = FakeScreen(attempt.id), FakeScreen(elsewhere.id)
    await stage.hear(mine, attempt.id, message("Good morning."))
    assert stranger.events == []


async def test_a_stranger_under_the_same_attempts_id_hears_nothing(stage: TurnRunner, play: Play) -> None:
    attempt = await play(finish=False)
    mine, stranger = FakeScreen(attempt.id), FakeScreen(attempt.id, person="somebody-else")
    await stage.hear(mine, attempt.id, message("Good morning."))
    await stage.show_end(attempt)
    assert mine.events and stranger.events == []


async def test_a_second_message_while_the_customer_speaks_comes_back(
    stage: TurnRunner, play: Play, practice: PracticeService
) -> None:
    attempt = await play(finish=False)
    one, two = FakeScreen(attempt.id), FakeScreen(attempt.id)
    await asyncio.gather(
        stage.hear(one, attempt.id, message("Good morning.")), stage.hear(two, attempt.id, message("And I too.")),
    )  # fmt: skip
    assert two.told("text") == ["And I too."]
    assert two.told("line") == ["The customer is still speaking. Your words stay in the box; send them afterwards."]
    seller, _ = (await practice.transcript(attempt.id, LOCAL_PERSON)).turns
    assert seller.text == "Good morning."


@pytest.mark.parametrize(
    ("text", "line"),
    [("\u200b", "The message is empty. Write something first."), ("a" * 4001, "4001")],
)
async def test_what_cannot_be_taken_comes_back_with_a_calm_line(
    stage: TurnRunner, play: Play, text: str, line: str
) -> None:
    attempt = await play(finish=False)
    screen = FakeScreen(attempt.id)
    await stage.hear(screen, attempt.id, message(text))
    assert screen.told("text") == [text]
    assert line in screen.told("line")[0]
    assert screen.steps() == []


async def test_a_finished_talk_takes_no_more(stage: TurnRunner, play: Play, practice: PracticeService) -> None:
    attempt = await play("Hello.")
    screen = FakeScreen(attempt.id)
    await stage.hear(screen, attempt.id, message("One more thing."))
    assert screen.told("text") == ["One more thing."]
    assert len((await practice.transcript(attempt.id, LOCAL_PERSON)).turns) == 2


async def test_a_surprise_before_the_words_are_stored_gives_them_back(
    stage: TurnRunner, play: Play, practice: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> AsyncIterator[Any]:
        raise ZeroDivisionError
        yield

    attempt = await play(finish=False)
    screen = FakeScreen(attempt.id)
    monkeypatch.setattr(practice, "say", broken)
    await stage.hear(screen, attempt.id, message("Good morning."))
    assert screen.told("text") == ["Good morning."]
    assert "were not sent" in screen.told("line")[0]
    assert attempt.id not in stage.showing


def said(attempt: Attempt, n: int, text: str) -> Turn:
    return Turn(n=n, speaker="seller" if n % 2 else "customer", text=text)


async def test_when_only_the_answer_is_lost_the_words_stay_where_they_are(
    stage: TurnRunner, play: Play, practice: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = await play(finish=False)

    async def breaking_off(*_: Any) -> AsyncIterator[Any]:
        yield SellerSaid(said(attempt, 1, "Good morning."), "t1", attempt)
        yield Speaking("t2", 2)
        raise RoleplayError("reply-failed")

    screen = FakeScreen(attempt.id, "zh")
    monkeypatch.setattr(practice, "say", breaking_off)
    await stage.hear(screen, attempt.id, message("Good morning."))
    assert screen.told("text") == []
    assert screen.told("line") == ["这句回答没有说完，你的话已经保存。请接着说，或刷新页面。"]
    assert screen.names()[-1] == "task_end"


async def test_a_fallback_is_said_in_a_quiet_line_above_the_answer_in_each_screens_language(
    stage: TurnRunner, play: Play, practice: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = await play(finish=False)

    async def falling_back(*_: Any) -> AsyncIterator[Any]:
        yield SellerSaid(said(attempt, 1, "Good morning."), "t1", attempt)
        yield Speaking("t2", 2)
        yield Fallback("unreachable")
        yield ReplyChunk("Morning")
        yield CustomerSaid(said(attempt, 2, "Morning"), "t2", attempt)

    screens = FakeScreen(attempt.id, "zh"), FakeScreen(attempt.id, "en")
    monkeypatch.setattr(practice, "say", falling_back)
    await stage.hear(screens[0], attempt.id, message("Good morning."))
    assert screens[0].steps() == ["模型暂时连不上。这一句由内置客户回答。", "Morning"]
    assert screens[1].steps()[1].startswith("The model cannot be reached just now")
    assert screens[1].steps()[2] == "Morning"


async def test_when_the_customer_ends_the_talk_every_screen_gets_the_result(
    stage: TurnRunner, play: Play, practice: PracticeService
) -> None:
    attempt = await play(talk=VISIT, finish=False)
    mine, other = FakeScreen(attempt.id, "zh"), FakeScreen(attempt.id, "en")
    for line in lines_of("zh/pitcher"):
        if mine.told("finished"):
            break
        await stage.hear(mine, attempt.id, message(line))
    done = await practice.attempt(attempt.id, LOCAL_PERSON)
    assert done.is_finished
    for screen, told in ((mine, f"差 {70 - (done.total or 0)} 分"), (other, f"{70 - (done.total or 0)} short")):
        assert screen.told("finished") == [True]
        assert screen.told("announce")[0].count(told) == 1
        assert screen.told("result") == [{"score": str(done.total), "told": told, "href": f"/attempts/{attempt.id}"}]


async def test_showing_the_end_twice_is_harmless(stage: TurnRunner, play: Play) -> None:
    attempt = await play("Hello.")
    screen = FakeScreen(attempt.id)
    await stage.show_end(attempt)
    once = screen.steps()
    await stage.show_end(attempt)
    assert screen.steps() == once


async def test_a_screen_that_opens_in_mid_reply_gets_the_half_and_then_the_rest(
    stage: TurnRunner, play: Play, practice: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = (await play(finish=False)).model_copy(update={"customer": "model"})
    typed, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(*_: Any) -> AsyncIterator[Any]:
        yield SellerSaid(said(attempt, 1, "Good morning."), "t1", attempt)
        yield Speaking("t2", 2)
        yield ReplyChunk("Well, ")
        typed.set()
        await go_on.wait()
        yield ReplyChunk("morning.")
        yield CustomerSaid(said(attempt, 2, "Well, morning."), "t2", attempt)

    monkeypatch.setattr(practice, "say", slowly)
    first = FakeScreen(attempt.id)
    talk = asyncio.create_task(stage.hear(first, attempt.id, message("Good morning.")))
    await typed.wait()
    late = FakeScreen(attempt.id)
    thread: dict[str, Any] = {"id": attempt.id, "steps": []}
    await stage.dress(thread, late)
    assert thread["steps"][-1]["output"] == r"Well\, "
    assert "task_start" in late.names()
    late.events.append(("new_message", dict(thread["steps"][-1])))  # as Chainlit does with the thread
    go_on.set()
    await talk
    assert late.steps()[-1] == r"Well\, morning\."


async def test_a_reopened_talk_is_dressed_in_the_readers_language(stage: TurnRunner, play: Play) -> None:
    attempt = await play("Hello.")
    for language, begun, over in (("zh", "练习开始", "练习结束"), ("en", "Talk started", "Talk ended")):
        thread: dict[str, Any] = {"id": attempt.id, "steps": []}
        await stage.dress(thread, FakeScreen(attempt.id, language))
        texts = [step["output"] for step in thread["steps"]]
        assert begun in texts[0] and over in texts[-1]


async def test_after_a_restart_the_line_of_a_fallback_still_stands_above_its_answer(
    app: FastAPI, play: Play, practice: PracticeService
) -> None:
    attempt = await play("Good morning.", finish=False)
    with practice.database.writing() as session:
        session.get_one(TurnRow, (attempt.id, 2)).speech = {"fallback": "unreachable"}
    thread = await AttemptsDataLayer(lambda: practice).get_thread(attempt.id)
    screen = FakeScreen(attempt.id)
    await TurnRunner(app.state.context).dress(thread, screen)
    texts = [step["output"] for step in thread["steps"]]
    assert [text.startswith("The model cannot be reached just now") for text in texts].index(True) == len(texts) - 2


async def test_with_the_database_away_the_words_go_back_with_a_calm_line(
    stage: TurnRunner, play: Play, practice: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = await play(finish=False)
    screen = FakeScreen(attempt.id)

    async def away(attempt_id: str, person: str) -> Attempt:
        raise RoleplayError("store-away", reason="connection to 10.0.0.9 refused")

    monkeypatch.setattr(practice, "attempt", away)
    monkeypatch.setattr(mount, "this_screen", lambda: screen)
    words = message("Good morning.")
    await mount._on_message(SimpleNamespace(to_dict=lambda: words))

    assert screen.told("text") == ["Good morning."] and screen.names()[0] == "delete_message"
    (line,) = screen.told("line")
    assert line.startswith("The database cannot be reached just now.") and "10.0.0.9" not in line
