"""Whatever the model's endpoint does wrong, through the real chat: what a seller sees, how soon, and what the log says."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from chainlit.session import ws_sessions_id

from roleplay.attempt import Attempt
from roleplay.breaker import FAILURES, PAUSE, Breaker
from roleplay.customer import policy
from roleplay.i18n import word
from roleplay.llm import lessons
from roleplay.person import LOCAL
from roleplay.practice import LOCAL_PERSON, PracticeService, open_practice
from roleplay.web.app_context import AppContext
from roleplay.web.auth.current_user import Visitor, set_visitor
from roleplay.web.chat.turn_runner import TurnRunner
from roleplay.web.typing_speed import TypingSpeed
from tests.fake_endpoint import WORDS, Answer, FakeEndpoint
from tests.shipped import shipped
from tests.web.chat.test_turn_runner import FakeScreen, message
from tests.web.conftest import CALL
from tests.web.undrawn import start_undrawn

WAIT = 1.0  # seconds: ROLEPLAY_MODEL_TIMEOUT of these tests
SLACK = 2.5  # seconds of a busy machine, for a turn that is heard and stored
ENGLISH, CHINESE = "The offline customer answers instead.", "这一句由内置客户回答。"
LONG = f"{WORDS} They call on a Friday, and then there is nobody here who could take a delivery until the next week begins."
STREAM = "text/event-stream"
SURROGATE = '{"id": "x", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "%s"}, "finish_reason": null}]}'


def event(data: dict[str, Any]) -> str:
    return json.dumps(data)


def page(status: int = 200) -> Answer:
    return Answer(status=status, raw=b"\n<!doctype html><html><body>Sign in</body></html>", kind="text/html")


def in_json(body: dict[str, Any]) -> Answer:
    return Answer(raw=json.dumps(body).encode())


# the answer, the seller's code, most calls, whether it takes the whole wait
REPLACED: dict[str, tuple[Answer, str, int]] = {
    "refused key": (Answer(status=401), "unauthorized", 1),
    "forbidden": (Answer(status=403), "unauthorized", 1),
    "no credit": (Answer(status=402), "quota", 1),
    "quota as a rate limit": (Answer(status=429, message="insufficient_quota: check your billing"), "quota", 3),
    "unknown model": (Answer(status=404), "not_found", 1),
    "rate limit": (Answer(status=429), "rate_limited", 3),
    "rate limit for long": (Answer(status=429, headers=(("retry-after", "20"),)), "rate_limited", 1),
    "its own error": (Answer(status=500), "server_error", 3),
    "gateway's page": (page(502), "server_error", 3),
    "refused request": (Answer(status=400), "refused", 1),
    "too long for the model": (Answer(status=400, message="maximum context length is 4096 tokens"), "too_long", 2),
    "slow first byte": (Answer(first=5.0), "timeout", 1),
    "slow error": (Answer(status=500, first=0.7), "timeout", 2),
    "drips thoughts": (Answer("<think>" + "on and on " * 200, delay=0.02), "timeout", 1),
    "drips nothing": (Answer(" " * 400, size=1, delay=0.02), "timeout", 1),
    "silent after its head": (Answer(stall_after=0), "timeout", 1),
    "dead at once": (Answer(drop_after=0), "unreachable", 3),
    "empty": (Answer(""), "empty", 1),
    "nothing at all": (Answer(raw=b"", kind=STREAM), "empty", 1),
    "only blanks": (Answer(" \n "), "empty", 1),
    "thoughts without an end": (Answer("<think>and so on", finish="length"), "only_thought", 1),
    "filtered": (Answer("", finish="content_filter"), "declined", 1),
    "huge event": (Answer("<think>" + "x" * 3_000_000, size=3_000_000), "too_big", 1),
    "web page": (page(), "web_page", 1),
    "error in JSON": (in_json({"error": {"message": "no such thing", "type": "odd"}}), "error_in_answer", 1),
    "error in JSON, as vLLM": (in_json({"object": "error", "message": "boom", "code": 500}), "server_error", 3),
    "error in JSON, a key": (in_json({"error": {"message": "no", "code": 401}}), "unauthorized", 1),
    "error in the stream": (Answer(events=(event({"error": {"message": "overloaded", "type": "overloaded_error"}}),)), "server_error", 3),
    "error without a name": (Answer(events=(event({"object": "error", "message": "boom"}),)), "error_in_answer", 1),
    "text for JSON": (Answer(events=("oops",)), "garbled", 1),
    "broken bytes": (Answer(raw=b'data: {"choices": [{"delta": {"content": "\xff\xfe"}}]}\n\n', kind=STREAM), "garbled", 1),
    "no stream": (in_json({"choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello."}}]}), "not_streamed", 1),
    "out of its role": (Answer("As an AI language model, I can't."), "out_of_character", 2),
}  # fmt: skip


@dataclass
class Stage:
    """The chat over one endpoint, with one screen in each language."""

    practice: PracticeService
    attempt: Attempt
    runner: TurnRunner
    screens: tuple[FakeScreen, FakeScreen]

    async def say(self, text: str = "Good morning.") -> float:
        """The seconds until the answer stood there."""
        began = time.perf_counter()
        await self.runner.hear(self.screens[0], self.attempt.id, message(text))
        return time.perf_counter() - began

    async def answer(self) -> Any:
        return (await self.practice.transcript(self.attempt.id, LOCAL_PERSON)).turns[-1]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(policy, "RETRY_SECONDS", 0.01)
    ws_sessions_id.clear()
    lessons.forget_lessons()
    set_visitor(Visitor(LOCAL))
    yield
    ws_sessions_id.clear()


async def opened(endpoint: FakeEndpoint, folder: Path, **more: Any) -> AsyncIterator[Stage]:
    settings = endpoint.settings(
        data=folder, database_url=f"sqlite:///{folder / 'web.db'}", model_timeout=WAIT, listener="off", scorer="signals", **more
    )  # fmt: skip
    practice = open_practice(settings, shipped, flush=0)
    attempt = await start_undrawn(practice, *CALL, person=LOCAL_PERSON, seed=7)
    screens = FakeScreen(attempt.id, "en"), FakeScreen(attempt.id, "zh")
    yield Stage(practice, attempt, TurnRunner(AppContext(settings, practice, TypingSpeed(scale=0))), screens)
    await practice.close()


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The first turn of a process loads what the others find: their time is looked at."""

    async def a_turn(endpoint: FakeEndpoint) -> None:
        set_visitor(Visitor(LOCAL))
        async with aclosing(opened(endpoint, tmp_path_factory.mktemp("warm"))) as stages:
            await (await anext(stages)).say()

    with FakeEndpoint(Answer("Not now.")) as endpoint:
        asyncio.run(a_turn(endpoint))


@pytest.mark.parametrize("fault", REPLACED)
async def test_a_fault_before_the_first_words_is_told_in_words_of_its_own_and_the_offline_customer_answers(
    fault: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answer, code, calls = REPLACED[fault]
    caplog.set_level(logging.WARNING)
    with FakeEndpoint(answer) as endpoint:
        async with aclosing(opened(endpoint, tmp_path)) as stages:
            stage = await anext(stages)
            seconds = await stage.say()
            turn = await stage.answer()
            asked = len(endpoint.requests)

    assert (turn.fallback, turn.status) == (code, "final")
    english, chinese = (screen.steps() for screen in stage.screens)
    assert english[-2] == word("en", f"fallback.{code}").replace("'", r"\'").replace(
        ".", r"\."
    ) + " " + ENGLISH.replace(".", r"\.")
    assert chinese[-2] == word("zh", f"fallback.{code}") + CHINESE
    assert english[-1].replace("\\", "") == turn.text
    assert stage.screens[0].told("text") == []  # the seller's words stay where they are
    assert asked <= calls and seconds < WAIT + SLACK
    assert f"[{code}" in caplog.text and word("en", f"endpoint.{code}") in caplog.text
    assert "Good morning" not in caplog.text


# words were shown: the answer, what stands there, the code; empty: nothing is told, nothing is wrong
BROKEN = {
    "dead in mid-stream": (Answer(drop_after=12), "Well, to be honest our current supplier has been late twice this…", "unreachable"),
    "silent in mid-stream": (Answer(stall_after=12), "Well, to be honest our current supplier has been late twice this…", "timeout"),
    "drips": (Answer(LONG, delay=0.7, size=30), "Well, to be honest our current supplier has been late twice this quarter.", "timeout"),
    "no end": (Answer("Well, our current supplier has been late", finish="", done=False), "Well, our current supplier has been late…", "broken_off"),
    "cut at its length": (Answer("They were late twice again. And then", finish="length"), "They were late twice again.", "cut_at_length"),
    "filtered": (Answer("They were late twice again. And then", finish="content_filter"), "They were late twice again.", "declined"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
async def test_a_fault_in_mid_answer_keeps_what_was_shown_and_says_why_it_ends(fault: str, tmp_path: Path) -> None:
    answer, words, code = BROKEN[fault]
    with FakeEndpoint(answer) as endpoint:
        async with aclosing(opened(endpoint, tmp_path)) as stages:
            stage = await anext(stages)
            seconds = await stage.say()
            turn = await stage.answer()

    assert (turn.status, turn.broke, turn.fallback) == ("cut", code, None)
    assert turn.text.startswith(words) if fault == "drips" else turn.text == words
    english, chinese = (screen.steps() for screen in stage.screens)
    assert english[-2].replace("\\", "") == turn.text
    assert english[-1].replace("\\", "") == word("en", f"fallback.{code}") + " The answer ends here."
    assert chinese[-1] == word("zh", f"fallback.{code}") + "这句回答到此为止。"
    assert seconds < 4 * WAIT + SLACK


FINE = {
    "thoughts without a beginning": (Answer("They want my secret.</think>\nNot now."), "Not now."),
    "thoughts in tags": (Answer("<think>They want my secret.</think>Not now."), "Not now."),
    "half a character": (Answer(events=(SURROGATE % "Not now \\ud83d", SURROGATE % ", thanks."), text=""), "Not now , thanks."),
    "a character in two pieces": (Answer(events=(SURROGATE % "Not now \\ud83d", SURROGATE % "\\ude00."), text=""), "Not now 😀."),
    "control characters": (Answer("Not\x00 now\x07\ufffd."), "Not now."),
    "no [DONE]": (Answer("Not now.", done=False), "Not now."),
    "two failures, then an answer": (Answer(status=503, headers=(("retry-after", "0.1"),)), "Not now."),
}  # fmt: skip


@pytest.mark.parametrize("oddity", FINE)
async def test_an_odd_answer_is_shown_without_its_oddity_and_nothing_is_told(oddity: str, tmp_path: Path) -> None:
    answer, words = FINE[oddity]
    with FakeEndpoint(answer, Answer("Not now.")) as endpoint:
        async with aclosing(opened(endpoint, tmp_path)) as stages:
            stage = await anext(stages)
            await stage.say()
            turn = await stage.answer()
    assert (turn.text, turn.status, turn.fallback, turn.broke) == (words, "final", None, None)
    assert len(stage.screens[1].steps()) == 2


async def test_a_reopened_talk_still_says_why_an_answer_ended(tmp_path: Path) -> None:
    with FakeEndpoint(Answer(drop_after=12)) as endpoint:
        async with aclosing(opened(endpoint, tmp_path)) as stages:
            stage = await anext(stages)
            await stage.say()
            from roleplay.web.chat.data_layer import AttemptsDataLayer

            thread = await AttemptsDataLayer(lambda: stage.practice).get_thread(stage.attempt.id)
            assert thread is not None
            await stage.runner.dress(thread, FakeScreen(stage.attempt.id))
    assert (
        thread["steps"][-1]["output"].replace("\\", "") == "The model cannot be reached just now. The answer ends here."
    )


async def test_all_sellers_are_spared_the_wait_for_an_endpoint_that_is_down_until_it_answers_again(
    tmp_path: Path,
) -> None:
    now = [0.0]
    with FakeEndpoint(Answer(first=5.0)) as endpoint:
        async with aclosing(opened(endpoint, tmp_path)) as stages:
            stage = await anext(stages)
            stage.practice.breaker = Breaker(lambda opened: None, lambda: now[0])
            talks = [await start_undrawn(stage.practice, *CALL, person=LOCAL_PERSON, seed=7) for _ in range(6)]

            async def say(attempt: Attempt, line: str) -> tuple[str | None, float]:
                began = time.perf_counter()
                async for _ in stage.practice.say(attempt.id, LOCAL_PERSON, line):
                    pass
                turn = (await stage.practice.transcript(attempt.id, LOCAL_PERSON)).turns[-1]
                return turn.fallback, time.perf_counter() - began

            first = await asyncio.gather(*(say(talk, "Good morning.") for talk in talks[:FAILURES]))
            assert [why for why, _ in first] == ["timeout"] * FAILURES
            assert stage.practice.breaker.state == "open"
            asked = len(endpoint.requests)
            later = await asyncio.gather(*(say(talk, "Good morning.") for talk in talks[FAILURES:]))
            assert [why for why, _ in later] == ["resting"] * len(later)
            assert len(endpoint.requests) == asked and max(seconds for _, seconds in later) < WAIT
            endpoint.answers, now[0] = (Answer("Not now."),), PAUSE
            assert (await say(talks[0], "How are you?"))[0] is None
            assert stage.practice.breaker.state == "closed"


async def test_an_endpoint_that_asks_to_be_left_alone_is_left_alone_by_all(tmp_path: Path) -> None:
    now = [0.0]
    with FakeEndpoint(Answer(status=429, headers=(("retry-after", "20"),)), Answer("Not now.")) as endpoint:
        async with aclosing(opened(endpoint, tmp_path)) as stages:
            stage = await anext(stages)
            stage.practice.breaker = Breaker(lambda opened: None, lambda: now[0])
            await stage.say("Good morning.")
            now[0] = 19.0
            await stage.say("How are you?")
            assert (len(endpoint.requests), (await stage.answer()).fallback) == (1, "resting")
            now[0] = 20.0
            await stage.say("How do you plan deliveries?")
            assert (len(endpoint.requests), (await stage.answer()).text) == (2, "Not now.")


@pytest.mark.parametrize(("status", "level"), [(401, "ERROR"), (404, "ERROR"), (503, "WARNING")])
async def test_what_an_administrator_has_to_put_right_is_logged_as_an_error(
    status: int, level: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with FakeEndpoint(Answer(status=status)) as endpoint:
        async with aclosing(opened(endpoint, tmp_path)) as stages:
            await (await anext(stages)).say()
    found = [
        each.levelname
        for each in caplog.records
        if each.name == "roleplay.customer.agent" and str(status) in each.getMessage()
    ]
    assert found == [level]


SYSTEM_REFUSED = [
    (400, "System role not supported"), (422, "Input should be 'user' or 'assistant': messages.0.role"),
    (500, "Jinja Exception: System role not supported"), (400, "Only user and assistant roles are supported!"),
    (400, "角色信息不正确"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "said"), SYSTEM_REFUSED)
async def test_a_system_role_that_is_refused_is_folded_into_the_first_message_from_then_on(
    status: int, said: str, tmp_path: Path
) -> None:
    def script(body: dict[str, Any]) -> Answer:
        refused = body["messages"][0]["role"] == "system"
        return Answer(status=status, message=said) if refused else Answer("Not now.")

    with FakeEndpoint(script=script) as endpoint:
        async with aclosing(opened(endpoint, tmp_path)) as stages:
            stage = await anext(stages)
            await stage.say("Good morning.")
            await stage.say("How are you?")
            turns = (await stage.practice.transcript(stage.attempt.id, LOCAL_PERSON)).turns
        first = [request.messages[0] for request in endpoint.requests]
    assert [turn.text for turn in turns[1::2]] == ["Not now.", "Not now."]
    assert [each["role"] for each in first] == ["system", "user", "user"]
    assert first[1]["content"].startswith(first[0]["content"])
