"""The door to a chat model."""

import subprocess
import sys

import openai
import pytest

from roleplay.config import Settings, read_settings
from roleplay.errors import RoleplayError
from roleplay.llm import Usage, chat_model, endpoint_host, is_passing, usage_of, why_failed
from roleplay.llm.model import SPEECH_TOKENS
from tests.fake_endpoint import Answer, FakeEndpoint


async def test_extra_settings_are_merged_into_the_request() -> None:
    extra = {"temperature": 0.8, "max_tokens": 120, "chat_template_kwargs": {"enable_thinking": False}}
    with FakeEndpoint(Answer("Hi.")) as endpoint:
        await chat_model(endpoint.settings(extra_body=extra)).ainvoke("Hello")
        body = endpoint.requests[0].body
    assert {key: body[key] for key in extra} == extra
    assert body["model"] == "fake"


async def test_without_a_key_a_local_endpoint_is_still_asked() -> None:
    with FakeEndpoint(Answer("Hi.")) as endpoint:
        await chat_model(endpoint.settings()).ainvoke("Hello")
        await chat_model(endpoint.settings(api_key="sk-1")).ainvoke("Hello")
        assert [request.authorization for request in endpoint.requests] == ["Bearer none", "Bearer sk-1"]


async def test_an_azure_address_is_an_address_like_any_other() -> None:
    with FakeEndpoint(Answer("Hi.")) as endpoint:
        settings = endpoint.settings(base_url=endpoint.url.replace("/v1", "/openai/v1"))
        assert (await chat_model(settings).ainvoke("Hello")).text == "Hi."
        assert endpoint.requests[0].path == "/openai/v1/chat/completions"


async def test_usage_is_asked_for_while_streaming() -> None:
    with FakeEndpoint(Answer("Hi there.")) as endpoint:
        used = Usage()
        async for chunk in chat_model(endpoint.settings()).astream("one two three four"):
            used += usage_of(chunk)
    assert used.as_dict() == {"input_tokens": 4, "output_tokens": 2, "cached_tokens": 2}


async def test_reasoning_beside_the_reply_is_noted_and_left_behind() -> None:
    with FakeEndpoint(Answer("Hi.", reasoning="They greet me.")) as endpoint:
        chunks = [chunk async for chunk in chat_model(endpoint.settings()).astream("Hello")]
    assert any(chunk.additional_kwargs.get("reasoned") for chunk in chunks)
    assert "greet" not in repr(chunks)


async def test_nothing_is_retried_here() -> None:
    with FakeEndpoint(Answer(status=500)) as endpoint:
        with pytest.raises(openai.InternalServerError) as caught:
            await chat_model(endpoint.settings()).ainvoke("Hello")
        assert len(endpoint.requests) == 1
    assert (is_passing(caught.value), why_failed(caught.value)) == (True, "server_error")


async def test_a_silent_endpoint_is_given_up_after_the_time_that_was_set() -> None:
    with FakeEndpoint(Answer(stall_after=1)) as endpoint, pytest.raises(TimeoutError) as caught:
        [chunk async for chunk in chat_model(endpoint.settings(model_timeout=0.2)).astream("Hello")]
    assert (is_passing(caught.value), why_failed(caught.value)) == (False, "timeout")


def test_without_a_model_there_is_none() -> None:
    with pytest.raises(RoleplayError, match="setting-model"):
        chat_model(Settings(api_key="sk-1"))


def test_a_model_of_the_responses_interface_is_asked_through_chat_all_the_same() -> None:
    assert not chat_model(Settings(model="gpt-5-pro", api_key="sk-1"))._use_responses_api({})


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("", "api.openai.com"),
        ("http://127.0.0.1:11434/v1", "127.0.0.1:11434"),
        ("https://x.example/openai/v1", "x.example"),
    ],
)
def test_the_host_to_which_words_go_can_be_named(base_url: str, host: str) -> None:
    assert endpoint_host(Settings(base_url=base_url)) == host


def test_usage_adds_up_and_unreported_usage_is_not_zero() -> None:
    assert Usage().as_dict() == {}
    assert (Usage(1, 2, 3, True) + Usage()).as_dict() == {"input_tokens": 1, "output_tokens": 2, "cached_tokens": 3}


async def test_tracing_to_another_host_stays_off(monkeypatch: pytest.MonkeyPatch) -> None:
    from langsmith.utils import tracing_is_enabled

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    assert not tracing_is_enabled()


def test_settings_reach_the_model() -> None:
    environment = {
        "OPENAI_BASE_URL": "http://127.0.0.1:1/v1/", "ROLEPLAY_MODEL": "m", "ROLEPLAY_MODEL_EXTRA": '{"top_k": 20}',
        "ROLEPLAY_MODEL_TIMEOUT": "12",
    }  # fmt: skip
    model = chat_model(read_settings(environment))
    assert (model.model_name, model.openai_api_base, model.extra_body) == (
        "m", "http://127.0.0.1:1/v1", {"top_k": 20, "max_tokens": SPEECH_TOKENS},
    )  # fmt: skip
    assert model.stream_chunk_timeout == 12


def test_commands_and_prompts_do_without_langchain_until_somebody_speaks() -> None:
    light = "roleplay.cli.main, roleplay.customer.turn_request, roleplay.customer.guard, roleplay.customer.prompt, roleplay.practice"
    loaded = "[name for name in ('langchain', 'langchain_core', 'openai', 'langgraph') if name in sys.modules]"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {light}; print({loaded})"], capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
