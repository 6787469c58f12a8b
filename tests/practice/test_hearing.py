"""The seller's line heard by all ears: a model decides while it answers well and in time, and nothing gets worse when not."""

import asyncio
import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from roleplay.attempt import Attempt
from roleplay.breaker import FAILURES, PAUSE
from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.listening.offline import EarlierLine, offline_ear
from roleplay.practice import PracticeService, SellerSaid
from roleplay.practice.ear_notes import EarNote, write_note
from roleplay.practice.hearing import HearingService
from roleplay.store.database import Database
from roleplay.store.turns import read_turns
from tests.fake_ear import FakeEar, answer
from tests.fake_endpoint import Answer, FakeEndpoint
from tests.practice.conftest import ALICE, CALL, LINES, HeldCustomer, events, talk, until

OPENING = LINES[0]
ASKING = LINES[2]
EVERYTHING = answer(moves=[(move, "gas") for move in ("reflection", "acknowledgement", "open_question", "thanks") * 9])


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., Settings]:
    def made(endpoint: FakeEndpoint, **more: Any) -> Settings:
        return endpoint.settings(**{"data": tmp_path, "listener_seconds": 0.5, "scorer": "signals", **more})

    return made


@pytest.fixture
def catalogue(library: Library) -> Any:
    return library.scenarios["oven-call"].catalogue


async def test_a_line_is_heard_as_the_labels_say(settings: Callable[..., Settings], catalogue: Any) -> None:
    """Recall and precision are the labels': with every line's own, nothing is missing and nothing besides."""
    labels = {
        "Right then.": {"moves": ["takes_back"]},
        ASKING: {"moves": ["open_question", "follow_up"], "topics": {"fact:gas": "asked"}},
        "Thanks a lot, I understand you completely!": {"moves": []},
    }
    with FakeEndpoint(ear=FakeEar(labels)) as endpoint:
        hearing = HearingService(settings(endpoint))
        heard = {line: await hearing.hear(line, [], catalogue) for line in labels}
        await hearing.close()

    for line, wanted in labels.items():
        assert set(heard[line].moves) == set(wanted["moves"])
        assert set(heard[line].topics) == set(wanted.get("topics", {}))
        assert heard[line].ears[-1] == "model"


async def test_the_request_is_small_sober_and_of_the_last_turns(
    settings: Callable[..., Settings], catalogue: Any
) -> None:
    before = [EarlierLine("customer" if n % 2 else "seller", f"turn {n} of it") for n in range(9)]
    with FakeEndpoint(ear=FakeEar({OPENING: {"moves": ["greeting"]}})) as endpoint:
        hearing = HearingService(
            settings(endpoint, extra_body={"max_tokens": 9000, "temperature": 1, "top_p": 0.5}, listener_model="ear")
        )
        await hearing.prepare()
        await hearing.hear(OPENING, before, catalogue)
        await hearing.close()
        body = endpoint.heard[-1].body

    assert (body["max_tokens"], body["temperature"], body["top_p"], body["model"]) == (400, 0, 0.5, "ear")
    assert body["chat_template_kwargs"] == {"enable_thinking": False} and body["reasoning_effort"] == "none"
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert "turn 4" not in str(body) and "turn 5" in str(body)


async def test_nothing_secret_is_in_the_request(
    settings: Callable[..., Settings], library: Library, reopen: Callable[..., PracticeService]
) -> None:
    """Of the content only topics and meanings: no word of what facts say, of hints, model lines or the rubric."""
    with FakeEndpoint(Answer("I am busy."), ear=FakeEar({})) as endpoint:
        door = reopen(settings=settings(endpoint))
        attempt = await door.start(*CALL, person=ALICE, seed=7, mode="model")
        await talk(door, attempt, *LINES[:4])
        await door.close()
        sent = json.dumps(json.loads(f"[{','.join(each.raw.decode() for each in endpoint.heard)}]"), ensure_ascii=False)

    scenario, rubric = library.scenarios["oven-call"], library.rubrics["call"]
    secrets = [words for fact in scenario.facts for words in (*fact.says, *fact.hint)]
    secrets += [words for each in scenario.objections for words in each.says]
    secrets += (
        [line.line for line in scenario.gold] + [line.why for line in scenario.gold] + [scenario.brief, scenario.goal]
    )
    secrets += [check.asks for criterion in rubric.criteria for check in criterion.checks]
    assert sent and secrets
    assert not [words for words in secrets if words in sent]


@pytest.mark.parametrize(
    "ear",
    [
        Answer(answer(moves=[("thanks", "Good")]), first=2.0),
        Answer(""), Answer("I would rather talk about the weather."), Answer("{}"), Answer('{"topics": [], "moves": []}'),
        Answer(EVERYTHING), Answer("[" * 5000), Answer('{"moves": [' + '{"move": "thanks", "quote": "Good"},' * 400 + "]}"),
        Answer(answer(topics=[("fact:unknown", "asked", "gas")], moves=[("charming", "gas")])),
        Answer(answer(topics=[("fact:gas", "asked", "the electricity")], moves=[("reflection", "I do understand you")])),
        Answer("", status=500), Answer("", status=400), Answer("", status=401), Answer("", status=429), Answer("", status=404),
        Answer(answer(moves=[("thanks", "Good")]), refusal="I cannot help with that."),
        Answer(raw=b"<html>Sign in</html>", kind="text/html"), Answer(raw=b'{"error": {"message": "no"}}'), Answer(raw=b"oops"),
    ],
    ids=["late", "empty", "words", "no-keys", "half-a-form", "everything", "brackets", "huge", "unknown", "not-in-the-line",
         "500", "400", "401", "429", "404", "refusal", "web page", "error in 200", "no JSON"],
)  # fmt: skip
async def test_whatever_goes_wrong_the_turn_is_heard_as_without_a_model(
    settings: Callable[..., Settings], catalogue: Any, ear: Answer
) -> None:
    with FakeEndpoint(ear=ear) as endpoint:
        hearing = HearingService(settings(endpoint))
        began = time.perf_counter()
        heard = await hearing.hear(ASKING, [], catalogue)
        took = time.perf_counter() - began
        await hearing.close()

    assert heard == offline_ear(catalogue).hear(ASKING)
    assert len(endpoint.heard) == 1, "no repair, and no second try"
    assert took < 6


async def test_nothing_listens_to_an_endpoint_that_is_not_there(
    settings: Callable[..., Settings], catalogue: Any
) -> None:
    endpoint = FakeEndpoint()
    made = settings(endpoint)
    with endpoint:
        pass
    hearing = HearingService(made)
    await hearing.prepare()
    assert await hearing.hear(ASKING, [], catalogue) == offline_ear(catalogue).hear(ASKING)


async def test_the_whole_items_of_a_truncated_answer_count(settings: Callable[..., Settings], catalogue: Any) -> None:
    whole = answer(topics=[("fact:gas", "asked", "gas bill")], moves=[("open_question", ASKING), ("follow_up", ASKING)])
    cut = whole[: whole.index('"follow_up"') + 4]
    with FakeEndpoint(ear=Answer(cut, finish="length")) as endpoint:
        hearing = HearingService(settings(endpoint))
        heard = await hearing.hear(ASKING, [], catalogue)
        await hearing.close()

    assert (heard.moves, heard.topics, heard.ears[-1]) == (("open_question",), ("fact:gas",), "model")


@pytest.mark.parametrize("takes", ["json_schema", "tool", "json_object", "prompt"])
async def test_the_start_finds_the_form_that_the_endpoint_takes_and_turns_keep_to_it(
    settings: Callable[..., Settings], catalogue: Any, takes: str
) -> None:
    def ear(body: dict[str, Any]) -> Answer:
        form = "tool" if "tools" in body else body.get("response_format", {}).get("type", "prompt")
        odd = {"reasoning_effort", "chat_template_kwargs"} & set(body)
        return (
            Answer(status=400, message="unknown field")
            if form != takes or odd
            else Answer(answer(moves=[("thanks", "may")]))
        )

    with FakeEndpoint(ear=ear) as endpoint:
        hearing = HearingService(settings(endpoint, model=f"takes-{takes}"))
        await hearing.prepare()
        asked = len(endpoint.heard)
        heard = [await hearing.hear("may I?", [], catalogue) for _ in range(2)]
        await hearing.close()

    assert [one.moves for one in heard] == [("thanks",)] * 2
    assert len(endpoint.heard) == asked + 2 and asked > 1


async def test_after_three_failures_the_next_turns_wait_for_nothing_until_one_request_succeeds(
    settings: Callable[..., Settings], catalogue: Any, caplog: pytest.LogCaptureFixture
) -> None:
    ears, now = [Answer(answer(moves=[("thanks", "gas")]), first=3.0)], [100.0]
    caplog.set_level(logging.WARNING)
    with FakeEndpoint(ear=lambda _: ears[-1]) as endpoint:
        hearing = HearingService(settings(endpoint, listener_seconds=0.2), clock=lambda: now[0])
        for _ in range(FAILURES):
            await hearing.hear(ASKING, [], catalogue)
        assert hearing.state.breaker == "open"
        await asyncio.gather(*(hearing.hear(ASKING, [], catalogue) for _ in range(5)))
        assert len(endpoint.heard) == FAILURES

        now[0] += PAUSE
        await asyncio.gather(*(hearing.hear(ASKING, [], catalogue) for _ in range(5)))
        assert (len(endpoint.heard), hearing.state.breaker) == (FAILURES + 1, "open"), "one request tried it, in vain"

        ears.append(Answer(answer(moves=[("thanks", "gas")])))
        now[0] += PAUSE
        heard = await hearing.hear(ASKING, [], catalogue)
        await hearing.close()

    assert (heard.moves, hearing.state.breaker) == (("thanks",), "closed")
    assert [record.message.split(":")[0] for record in caplog.records if record.name == "roleplay.breaker"] == [
        "the listening model failed repeatedly or asked for a rest", "the listening model answers again",
    ]  # fmt: skip


async def test_answers_that_a_seller_spoils_open_no_breaker(settings: Callable[..., Settings], catalogue: Any) -> None:
    with FakeEndpoint(ear=Answer(EVERYTHING)) as endpoint:
        hearing = HearingService(settings(endpoint))
        for _ in range(FAILURES + 2):
            await hearing.hear(ASKING, [], catalogue)
        await hearing.close()

    assert hearing.state.breaker == "closed" and len(endpoint.heard) == FAILURES + 2


async def test_switched_off_or_found_unfit_no_model_is_asked(settings: Callable[..., Settings], catalogue: Any) -> None:
    with FakeEndpoint(ear=FakeEar({})) as endpoint:
        off = HearingService(settings(endpoint, listener="off"))
        write_note(settings(endpoint), EarNote(False, "fake", 0.2, 0.5, "2026-11-30"))
        unfit, another = (
            HearingService(settings(endpoint)),
            HearingService(settings(endpoint, listener_model="stronger")),
        )
        for hearing in (off, unfit):
            await hearing.prepare()
            await hearing.hear(ASKING, [], catalogue)

    assert endpoint.heard == []
    assert (off.state.model, unfit.state.model, unfit.state.unfit) == ("off", "off", True)
    assert another.state.model == "on", "another model is another ear"


# in a talk


class HeldEar:
    """Tells that it was asked, and takes its time."""

    def __init__(self) -> None:
        self.asked = threading.Event()

    def __call__(self, body: dict[str, Any]) -> Answer:
        self.asked.set()
        return Answer(answer(moves=[("takes_back", "now")]), first=1.0)


async def test_the_whole_hearing_is_stored_with_who_heard_it(
    settings: Callable[..., Settings], reopen: Callable[..., PracticeService], database: Database
) -> None:
    ear = FakeEar({OPENING: {"moves": ["asks_time", "introduction"]}})
    with FakeEndpoint(Answer("Yes, go on."), ear=ear) as endpoint:
        door = reopen(settings=settings(endpoint))
        attempt = await door.start(*CALL, person=ALICE, seed=7, mode="model")
        told = await events(door.say(attempt.id, ALICE, OPENING))
        await door.close()

    (stored, _) = read_turns(database, attempt.id)
    assert stored.turn.heard is not None and stored.heard == json.loads(json.dumps(asdict(stored.turn.heard)))
    assert stored.turn.moves == stored.turn.heard.moves == ("introduction", "asks_time")
    assert "model" in stored.turn.heard.ears
    assert isinstance(told[0], SellerSaid) and told[0].turn == stored.turn


async def test_the_words_are_stored_before_the_model_is_asked(
    settings: Callable[..., Settings], reopen: Callable[..., PracticeService], database: Database
) -> None:
    ear = HeldEar()
    with FakeEndpoint(Answer("Yes."), ear=ear) as endpoint:
        door = reopen(HeldCustomer("Yes."), settings=settings(endpoint, listener_seconds=5.0))
        attempt = await door.start(*CALL, person=ALICE, seed=7, mode="model")
        saying = asyncio.create_task(events(door.say(attempt.id, ALICE, OPENING, "mine")))
        await until(ear.asked.is_set)
        (stored,) = read_turns(database, attempt.id)
        await door.close()
        saying.cancel()
        await asyncio.gather(saying, return_exceptions=True)

    assert (stored.id, stored.turn.text, stored.heard, stored.direction) == ("mine", OPENING, None, None)


async def test_what_a_crash_left_unheard_is_heard_and_answered_when_the_talk_is_opened_again(
    settings: Callable[..., Settings], reopen: Callable[..., PracticeService], database: Database, crashed: Attempt
) -> None:
    told = await events(reopen().answer_pending(crashed.id, ALICE))

    assert isinstance(told[0], SellerSaid) and told[0].turn.moves and told[0].turn_id == "mine"
    assert [turn.turn.speaker for turn in read_turns(database, crashed.id)] == ["seller", "customer"]
    assert (await events(reopen().say(crashed.id, ALICE, OPENING, "mine")))[0].turn == told[0].turn  # type: ignore[union-attr]


async def test_whoever_finishes_a_talk_with_an_unheard_turn_has_it_scored_as_heard(
    reopen: Callable[..., PracticeService], database: Database, crashed: Attempt
) -> None:
    ended = await reopen().finish(crashed.id, ALICE)

    (stored,) = read_turns(database, crashed.id)
    assert ended.is_finished and ended.total is not None and stored.heard and stored.direction


@pytest.fixture
async def crashed(reopen: Callable[..., PracticeService], database: Database) -> Attempt:
    """The process ended while the model was being asked about the first line."""
    from roleplay.practice.talk import read_talk, unheard_turn
    from roleplay.store.turns import add_turn

    attempt = await reopen().start(*CALL, person=ALICE, seed=7)
    return add_turn(database, attempt.id, unheard_turn(read_talk(database, attempt.id, ALICE), OPENING, "mine"))


async def test_two_processes_that_hear_the_same_turn_keep_one_hearing(
    reopen: Callable[..., PracticeService], database: Database, crashed: Attempt
) -> None:
    both = await asyncio.gather(
        events(reopen().answer_pending(crashed.id, ALICE)), events(reopen().answer_pending(crashed.id, ALICE)), return_exceptions=True
    )  # fmt: skip

    assert any(isinstance(each, list) for each in both)
    assert [turn.turn.n for turn in read_turns(database, crashed.id)] == [1, 2]


async def test_a_message_sent_twice_while_the_model_listens_is_taken_once(
    settings: Callable[..., Settings], reopen: Callable[..., PracticeService], database: Database
) -> None:
    ear = FakeEar({OPENING: {"moves": ["greeting"]}}, first=0.2)
    with FakeEndpoint(Answer("Yes."), ear=ear) as endpoint:
        door = reopen(settings=settings(endpoint, listener_seconds=5.0))
        attempt = await door.start(*CALL, person=ALICE, seed=7, mode="model")
        first, again = await asyncio.gather(*(events(door.say(attempt.id, ALICE, OPENING, "same")) for _ in range(2)))
        await door.close()

    assert first[0] == again[0] and len(endpoint.heard) == 1
    assert len(read_turns(database, attempt.id)) == 2


async def test_an_offline_talk_goes_to_no_endpoint(
    settings: Callable[..., Settings], reopen: Callable[..., PracticeService]
) -> None:
    with FakeEndpoint(ear=FakeEar({})) as endpoint:
        door = reopen(settings=settings(endpoint))
        attempt = await door.start(*CALL, person=ALICE, seed=7, mode="offline")
        await talk(door, attempt, OPENING)
        await door.close()

    assert endpoint.heard == endpoint.requests == []


async def test_a_valid_wrong_answer_earns_no_more_than_a_turn_may(
    settings: Callable[..., Settings], reopen: Callable[..., PracticeService]
) -> None:
    wrong = answer(
        [("fact:gas", "asked", "Hm"), ("objection:price", "took_up", "Hm")],
        [("reflection", "Hm"), ("acknowledgement", "Hm"), ("open_question", "Hm"), ("follow_up", "Hm")],
    )
    with FakeEndpoint(Answer("Yes."), ear=Answer(wrong)) as endpoint:
        door = reopen(settings=settings(endpoint))
        attempt = await door.start(*CALL, person=ALICE, seed=7, mode="model")
        await talk(door, attempt, "Hm, hm.")
        turns = (await door.transcript(attempt.id, ALICE)).turns
        await door.close()

    assert turns[1].trust is not None and turns[0].trust is not None and turns[1].trust - turns[0].trust <= 1
    assert len(turns[1].revealed) <= 2
    assert sum(state == "resolved" for state in turns[1].objections.values()) <= 1
