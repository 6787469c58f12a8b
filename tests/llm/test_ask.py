"""An object is asked for: what an endpoint may do, what comes of it, and how often it is asked."""

import json
import time
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from roleplay.llm import Answer as Asked
from roleplay.llm import ask, ask_json, chat_model, judge_model
from roleplay.llm.ask import Message
from roleplay.llm.model import JUDGE_TOKENS
from tests.fake_endpoint import Answer, FakeEndpoint


class Mark(BaseModel):
    reason: str
    mark: Literal[1, 2, 3]


GOOD = '{"reason": "clear", "mark": 3}'
WRONG = '{"reason": "clear", "mark": 9}'
WANTED = Mark(reason="clear", mark=3)
MESSAGES: list[Message] = [("system", "You give marks."), ("user", "Mark this.")]
NO_SCHEMA = Answer(status=400, message="response_format: json_schema is not supported")
NO_TOOLS = Answer(status=422, message="tools are not supported")


async def asked(endpoint: FakeEndpoint, **settings: Any) -> Asked[Mark]:
    return await ask_json(chat_model(endpoint.settings(**settings)), Mark, MESSAGES)


def form(body: dict[str, Any]) -> str:
    """Which rung a request stands on."""
    return "tool" if "tools" in body else body.get("response_format", {}).get("type", "prompt")


def forms(endpoint: FakeEndpoint) -> list[str]:
    return [form(request.body) for request in endpoint.requests]


async def test_an_endpoint_that_does_the_right_thing_is_asked_once() -> None:
    with FakeEndpoint(Answer(GOOD)) as endpoint:
        answer = await asked(endpoint)
        body = endpoint.requests[0].body
    assert (answer.found, answer.failure, answer.calls, answer.rung) == (WANTED, None, 1, "json_schema")
    schema = body["response_format"]["json_schema"]
    assert schema["strict"] and schema["schema"]["additionalProperties"] is False
    assert schema["schema"]["required"] == ["reason", "mark"]
    assert answer.usage.reported and answer.usage.output_tokens == len(GOOD.split()) and answer.seconds > 0
    assert [message["role"] for message in body["messages"]] == ["system", "user"]


@pytest.mark.parametrize(
    "text",
    [f"```json\n{GOOD}\n```", '{"reason": "clear", "mark": 3,}', f"Sure!\n{GOOD}\nBye.", f"hm, 2?</think>{GOOD}"],
)
async def test_what_stands_around_an_object_costs_no_second_call(text: str) -> None:
    with FakeEndpoint(Answer(text)) as endpoint:
        answer = await asked(endpoint)
    assert (answer.found, answer.calls) == (WANTED, 1)


async def test_of_a_draft_and_an_answer_the_answer_counts() -> None:
    with FakeEndpoint(Answer(f'First {{"reason": "draft", "mark": 1}}, but then {GOOD}')) as endpoint:
        assert (await asked(endpoint)).found == WANTED


async def test_a_wrong_answer_is_repaired_once_with_its_error_quoted() -> None:
    with FakeEndpoint(Answer(WRONG), Answer(GOOD)) as endpoint:
        answer = await asked(endpoint)
        last = endpoint.requests[1].messages
    assert (answer.found, answer.calls, answer.rung) == (WANTED, 2, "json_schema")
    assert last[-2] == {"role": "assistant", "content": WRONG}
    assert last[-1]["role"] == "user" and "mark: Input should be 1, 2 or 3" in last[-1]["content"]


async def test_a_model_that_only_talks_is_asked_in_every_form_once_and_given_up() -> None:
    with FakeEndpoint(Answer("Lovely weather today.")) as endpoint:
        answer = await asked(endpoint)
        assert forms(endpoint) == ["json_schema", "json_schema", "tool", "json_object", "prompt"]
    assert (answer.found, answer.failure, answer.calls) == (None, "unreadable", 5)


async def test_a_bad_answer_is_not_held_against_the_form() -> None:
    with FakeEndpoint(Answer("Lovely weather today.")) as endpoint:
        await asked(endpoint)
        endpoint.answers = (Answer(GOOD),)
        assert (await asked(endpoint)).rung == "json_schema"


async def test_a_rejected_form_is_remembered_for_this_endpoint_and_model_alone() -> None:
    def script(body: dict[str, Any]) -> Answer:
        return NO_SCHEMA if form(body) == "json_schema" else Answer(GOOD)

    with FakeEndpoint(script=script) as endpoint:
        first, second = await asked(endpoint), await asked(endpoint)
        assert (first.rung, first.calls) == ("tool", 2) and (second.rung, second.calls) == ("tool", 1)
        await asked(endpoint, model="another")
        assert forms(endpoint) == ["json_schema", "tool", "tool", "json_schema", "tool"]


async def test_a_500_that_names_the_field_rejects_it_as_a_400_does() -> None:
    field = Answer(status=500, message="response_format.type should be 'text' or 'json_object'")
    with FakeEndpoint(field, NO_TOOLS, Answer(GOOD)) as endpoint:
        answer = await asked(endpoint)
        assert forms(endpoint) == ["json_schema", "tool", "json_object"]
    assert (answer.found, answer.rung) == (WANTED, "json_object")


async def test_an_endpoint_that_takes_no_form_is_asked_in_plain_words() -> None:
    def script(body: dict[str, Any]) -> Answer:
        return Answer(GOOD) if form(body) == "prompt" else Answer(status=400, message="unknown field")

    with FakeEndpoint(script=script) as endpoint:
        answer = await asked(endpoint)
        told = endpoint.requests[-1].messages[0]["content"]
    assert (answer.found, answer.rung) == (WANTED, "prompt")
    assert "JSON Schema" in told and '"mark"' in told


async def test_tools_that_are_ignored_are_no_hindrance() -> None:
    with FakeEndpoint(NO_SCHEMA, Answer(GOOD, calls_tools=False)) as endpoint:
        answer = await asked(endpoint)
    assert (answer.found, answer.rung, answer.calls) == (WANTED, "tool", 2)


async def test_broken_arguments_of_a_tool_are_read_leniently() -> None:
    with FakeEndpoint(NO_SCHEMA, Answer('{"reason": "clear", "mark": 3,}')) as endpoint:
        assert (await asked(endpoint)).found == WANTED


async def test_a_plain_500_is_an_outage_and_nothing_is_tried_further() -> None:
    with FakeEndpoint(Answer(status=500, message="CUDA out of memory")) as endpoint:
        answer = await asked(endpoint)
    assert (answer.failure, answer.why, answer.calls) == ("outage", "server_error", 1)
    assert not answer.usage.reported and answer.rung is None


async def test_a_server_that_falls_over_one_form_is_asked_in_the_next_and_not_thought_worse_of() -> None:
    with FakeEndpoint(NO_SCHEMA, Answer(status=500, message="oops"), Answer(GOOD)) as endpoint:
        assert (await asked(endpoint)).rung == "json_object"
        assert (await asked(endpoint)).rung == "tool"


async def test_a_passing_500_on_the_first_form_that_is_left_moves_nothing() -> None:
    with FakeEndpoint(NO_SCHEMA, Answer(GOOD), Answer(status=500, message="oops"), Answer(GOOD)) as endpoint:
        await asked(endpoint)
        assert (await asked(endpoint)).failure == "outage"
        assert (await asked(endpoint)).rung == "tool"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(raw=b"<html>Sign in</html>", kind="text/html"), "web_page"),
        (Answer(raw=b'{"error": {"message": "no", "code": 401}}'), "unauthorized"),
        (Answer(raw=b'{"object": "error", "message": "boom", "code": 400}'), "error_in_answer"),
        (Answer(raw=b"oops"), "garbled"),
        (Answer(raw=b"oops", kind="text/plain"), "garbled"),
        (Answer(raw=b'{"choices": []}'), "empty"),
        (Answer(status=402), "quota"),
    ],
)
async def test_an_answer_that_is_none_is_named(answer: Answer, why: str) -> None:
    with FakeEndpoint(answer) as endpoint:
        found = await asked(endpoint)
    assert (found.failure, found.why, found.calls) == ("outage", why, 1)


async def test_an_answer_that_drips_is_given_up_when_its_time_is_over() -> None:
    with FakeEndpoint(Answer(GOOD, first=5.0)) as endpoint:
        began = time.perf_counter()
        found = await asked(endpoint, model_timeout=0.3)
    assert (found.failure, found.why) == ("outage", "timeout") and time.perf_counter() - began < 3


async def test_an_answer_far_longer_than_its_bound_is_not_read() -> None:
    with FakeEndpoint(Answer('{"reason": "' + "so " * 30_000 + '", "mark": 3}')) as endpoint:
        found = await asked(endpoint)
    assert (found.failure, found.calls) == ("unreadable", 1)


@pytest.mark.parametrize("calls_tools", [True, False])
async def test_half_a_character_in_an_answer_is_taken_out(calls_tools: bool) -> None:
    odd = Answer(r'{"reason": "cl\ud83dear\u0007", "mark": 3}', calls_tools=calls_tools)
    with FakeEndpoint(NO_SCHEMA, odd) as endpoint:
        assert (await asked(endpoint)).found == WANTED


async def test_how_long_an_endpoint_wants_to_be_left_alone_is_told() -> None:
    with FakeEndpoint(Answer(status=429, headers=(("retry-after", "3600"),))) as endpoint:
        assert (await asked(endpoint)).rest == 3600


@pytest.mark.parametrize(("status", "why"), [(401, "unauthorized"), (404, "not_found")])
async def test_a_wrong_key_or_model_is_named_at_once(status: int, why: str) -> None:
    with FakeEndpoint(Answer(status=status)) as endpoint:
        answer = await asked(endpoint)
    assert (answer.failure, answer.why, answer.calls) == ("outage", why, 1)


async def test_nobody_at_the_address_is_an_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "FIRST_WAIT", 0.01)
    with FakeEndpoint() as endpoint:
        settings = endpoint.settings()
    answer = await ask_json(chat_model(settings), Mark, MESSAGES)
    assert (answer.failure, answer.why) == ("outage", "unreachable")


async def test_a_busy_endpoint_is_asked_again_when_it_wishes() -> None:
    busy = Answer(status=429, headers=(("retry-after", "0.2"),))
    with FakeEndpoint(busy, busy, Answer(GOOD)) as endpoint:
        began = time.perf_counter()
        answer = await asked(endpoint)
    assert (answer.found, answer.calls) == (WANTED, 3)
    assert 0.4 <= time.perf_counter() - began < 2


async def test_an_endpoint_that_stays_busy_is_given_up_after_so_many_tries() -> None:
    with FakeEndpoint(Answer(status=429, headers=(("retry-after-ms", "5"),))) as endpoint:
        answer = await asked(endpoint)
    assert (answer.failure, answer.why, answer.calls) == ("outage", "rate_limited", ask.TRIES)


async def test_an_endpoint_that_asks_for_an_hour_is_given_up_at_once() -> None:
    with FakeEndpoint(Answer(status=429, headers=(("retry-after", "3600"),))) as endpoint:
        answer = await asked(endpoint)
    assert (answer.failure, answer.calls) == ("outage", 1)


@pytest.mark.parametrize("answer", [Answer("", refusal="I cannot help."), Answer(GOOD, finish="content_filter")])
async def test_a_refusal_is_a_refusal_and_not_asked_again(answer: Answer) -> None:
    with FakeEndpoint(answer) as endpoint:
        result = await asked(endpoint)
    assert (result.found, result.failure, result.calls) == (None, "refused", 1)


async def test_a_truncated_answer_is_truncated_and_not_asked_again() -> None:
    with FakeEndpoint(Answer(GOOD[:-10], finish="length")) as endpoint:
        result = await asked(endpoint)
    assert (result.found, result.failure, result.calls) == (None, "truncated", 1)


async def test_reasoning_is_neither_read_nor_kept() -> None:
    text = f"<think>{WRONG} or 2</think>{WRONG}"
    with FakeEndpoint(Answer(text, reasoning="SECRET"), Answer(GOOD)) as endpoint:
        answer = await asked(endpoint)
        repair = json.dumps(endpoint.requests[1].body)
    assert answer.found == WANTED and "SECRET" not in repr(answer)
    assert "or 2" not in repair and "SECRET" not in repair


async def test_one_unreported_call_makes_the_whole_usage_unknown() -> None:
    with FakeEndpoint(Answer(WRONG), Answer(GOOD, usage=False)) as endpoint:
        assert not (await asked(endpoint)).usage.reported


async def test_the_judge_keeps_what_settings_add_but_not_the_length_of_a_spoken_line() -> None:
    extra = {"top_k": 20, "max_tokens": 120}
    with FakeEndpoint(Answer(GOOD)) as endpoint:
        settings = endpoint.settings(extra_body=extra, judge_model="stern")
        async with judge_model(settings) as model:
            await ask_json(model, Mark, MESSAGES)
        body = endpoint.requests[0].body
    assert (body["model"], body["top_k"], body["max_tokens"]) == ("stern", 20, JUDGE_TOKENS)
    assert body["response_format"]["type"] == "json_schema"


async def test_the_schema_is_sent_once_in_the_form_or_in_the_words() -> None:
    def script(body: dict[str, Any]) -> Answer:
        return Answer(GOOD) if form(body) == "prompt" else Answer(status=400, message="unknown field")

    with FakeEndpoint(script=script) as endpoint:
        await asked(endpoint)
        told = {form(request.body): json.dumps(request.body) for request in endpoint.requests}
    assert {name: body.count('additionalProperties') for name, body in told.items()} == {
        "json_schema": 1, "tool": 1, "json_object": 1, "prompt": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ('{"reason": "she said "yes" to it", "mark": 3}', "it is no valid JSON: Expecting ',' delimiter"),
        ('{"reason": "clear", "mark": 9} {"note": "done"}', "mark: Input should be 1, 2 or 3"),
        ('{"marks": {"mark": 9}, "because": [{"reason": 1}', "it is no valid JSON"),
    ],
)
async def test_the_repair_names_the_fault_of_the_answer_itself(wrong: str, fault: str) -> None:
    with FakeEndpoint(Answer(wrong), Answer(GOOD)) as endpoint:
        answer = await asked(endpoint)
        last = endpoint.requests[1].messages[-1]["content"]
    assert answer.found == WANTED and fault in last
