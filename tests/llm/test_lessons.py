"""What an endpoint refuses is put another way once, and from then on always, for this endpoint and model alone."""

from typing import Any

import openai
import pytest

from roleplay.llm import chat_model
from roleplay.llm.lessons import SMALL_TOKENS
from roleplay.llm.model import SPEECH_TOKENS
from tests.fake_endpoint import Answer, FakeEndpoint

TALK = [("system", "You are Mara."), ("user", "Hello."), ("assistant", "Mm."), ("user", "And now?")]
NEWER = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
CONTEXT = (
    "'max_tokens' is too large: 2048. This model's maximum context length is 2048 tokens and your request has 600."
)


async def said(endpoint: FakeEndpoint, **settings: Any) -> str:
    return (await chat_model(endpoint.settings(**settings)).ainvoke(TALK)).text


def refusing(what: Any, message: str, status: int = 400) -> Any:
    return lambda body: Answer(status=status, message=message) if what(body) else Answer("Hi.")


async def test_a_system_text_stands_before_the_first_message_and_roles_go_on_in_turn() -> None:
    refused = refusing(lambda body: body["messages"][0]["role"] == "system", "System role not supported")
    with FakeEndpoint(script=refused, strict=True) as endpoint:
        assert [await said(endpoint), await said(endpoint)] == ["Hi.", "Hi."]
        await said(endpoint, model="another")
        roles = [[each["role"] for each in request.messages] for request in endpoint.requests]
        first = endpoint.requests[1].messages[0]["content"]
    whole, folded = ["system", "user", "assistant", "user"], ["user", "assistant", "user"]
    assert roles == [whole, folded, folded, whole, folded]
    assert first == "You are Mara.\n\nHello."


async def test_a_model_that_knows_the_newer_name_of_the_bound_alone_gets_it_by_that() -> None:
    with FakeEndpoint(script=refusing(lambda body: "max_tokens" in body, NEWER)) as endpoint:
        assert [await said(endpoint), await said(endpoint)] == ["Hi.", "Hi."]
        bounds = [request.body.get("max_completion_tokens") for request in endpoint.requests]
    assert bounds == [None, SPEECH_TOKENS, SPEECH_TOKENS]


async def test_a_bound_that_does_not_fit_is_made_smaller_and_tried_whole_the_next_time() -> None:
    with FakeEndpoint(script=refusing(lambda body: body["max_tokens"] > SMALL_TOKENS, CONTEXT)) as endpoint:
        assert [await said(endpoint), await said(endpoint)] == ["Hi.", "Hi."]
        bounds = [request.body["max_tokens"] for request in endpoint.requests]
    assert bounds == [SPEECH_TOKENS, SMALL_TOKENS] * 2


async def test_two_lessons_are_learned_from_one_request() -> None:
    def script(body: dict[str, Any]) -> Answer:
        if body["messages"][0]["role"] == "system":
            return Answer(status=422, message="messages[0].role: unknown variant `system`")
        return Answer(status=400, message=NEWER) if "max_tokens" in body else Answer("Hi.")

    with FakeEndpoint(script=script) as endpoint:
        assert [await said(endpoint), await said(endpoint)] == ["Hi.", "Hi."]
        assert len(endpoint.requests) == 4


@pytest.mark.parametrize(
    ("status", "message"), [(400, "invalid temperature"), (401, "no such role"), (429, "system busy")]
)
async def test_what_is_refused_for_another_reason_is_asked_once(status: int, message: str) -> None:
    with FakeEndpoint(Answer(status=status, message=message)) as endpoint:
        with pytest.raises(openai.APIStatusError):
            await said(endpoint)
        assert len(endpoint.requests) == 1


async def test_what_did_not_help_is_not_remembered() -> None:
    with FakeEndpoint(Answer(status=500, message="internal system error")) as endpoint:
        for _ in range(2):
            with pytest.raises(openai.InternalServerError):
                await said(endpoint)
        assert [request.messages[0]["role"] for request in endpoint.requests] == ["system", "user", "system", "user"]
