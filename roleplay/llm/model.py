"""Builds the model at the configured endpoint. What people write goes there and nowhere else."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any, cast
from urllib.parse import urlsplit

import langsmith
import openai
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI
from openai import DEFAULT_CONNECTION_LIMITS, DefaultAsyncHttpxClient

from roleplay.cleaning import cleaned, deeply_cleaned
from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.llm.answer_bytes import look_at_answer
from roleplay.llm.failures import EndpointFault, fault_of, is_error_object
from roleplay.llm.lessons import (
    LENGTHS,
    Lesson,
    learned,
    lesson_of,
    remember_lessons,
    taught,
    taught_body,
)

OPENAI = "https://api.openai.com/v1"
NO_KEY = "none"  # a local endpoint asks for no key, the client insists on one
CONNECT_SECONDS = 10.0
IDLE_SECONDS = 60.0  # people take longer than the client's 5 s to answer: each turn would open a new connection
JUDGE_PATIENCE = 6  # times the time a customer has for its next words
# Every request bounds its answer, so that a model that never stops costs neither time nor money without end (judgement):
SPEECH_TOKENS = 2048  # far more than a spoken turn, with room for a model that thinks first
JUDGE_TOKENS = 8192  # the checks of one phase with reasons and quotes take some 1,500; the rest is for thinking

# Words go to the configured endpoint and nowhere else, whatever LANGSMITH_* says; and never into a log.
langsmith.configure(enabled=False)
for _name in ("openai", "httpcore", "httpcore2", "httpx", "httpx2", "langchain_openai"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class EndpointChat(ChatOpenAI):
    """ChatOpenAI for endpoints as they are: what one refuses is put another way and remembered (`lessons`), an error in an
    answer with status 200 is one, and broken characters stay behind. Of reasoning beside the reply only that it came is noted.
    """

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        lessons = learned(self._endpoint)
        while True:
            try:
                async with aclosing(self._streamed(messages, stop, run_manager, kwargs, lessons)) as stream:
                    async for chunk in stream:
                        remember_lessons(self._endpoint, lessons)
                        yield chunk
                return
            except openai.APIStatusError as error:
                lessons = self._with_lesson(error, messages, kwargs, lessons)

    def _streamed(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None,
        run_manager: AsyncCallbackManagerForLLMRun | None,
        more: dict[str, Any],
        lessons: frozenset[Lesson],
    ) -> AsyncGenerator[ChatGenerationChunk, None]:
        more = self._taught(more, lessons)
        made = super()._astream(taught(messages, lessons), stop=stop, run_manager=run_manager, **more)
        return cast(AsyncGenerator[ChatGenerationChunk, None], made)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        lessons = learned(self._endpoint)
        while True:
            try:
                more = self._taught(kwargs, lessons)
                made = await super()._agenerate(taught(messages, lessons), stop, run_manager, **more)
            except openai.APIStatusError as error:
                lessons = self._with_lesson(error, messages, kwargs, lessons)
                continue
            remember_lessons(self._endpoint, lessons)
            return made

    @property
    def _endpoint(self) -> tuple[str, str]:
        return str(self.openai_api_base), self.model_name

    def _taught(self, more: dict[str, Any], lessons: frozenset[Lesson]) -> dict[str, Any]:
        if not lessons - {"no_system"}:
            return more
        return {**more, "extra_body": taught_body(more.get("extra_body") or self.extra_body or {}, lessons)}

    def _with_lesson(
        self,
        error: openai.APIStatusError,
        messages: list[BaseMessage],
        more: dict[str, Any],
        lessons: frozenset[Lesson],
    ) -> frozenset[Lesson]:
        """The lessons with one more, that this refusal taught. Raises the error where it taught none."""
        body = taught_body(more.get("extra_body") or self.extra_body or {}, lessons)
        lesson = lesson_of(error, messages, body, lessons)
        if lesson is None:
            raise error
        return lessons | {lesson}

    def _create_chat_result(
        self, response: dict[str, Any] | openai.BaseModel, generation_info: dict[str, Any] | None = None
    ) -> ChatResult:
        if isinstance(response, str):  # neither JSON nor anything else that could be read
            raise EndpointFault("garbled")
        told = response if isinstance(response, dict) else response.model_dump()
        if is_error_object(told):
            raise fault_of(told)
        if not told.get("choices"):
            raise EndpointFault("empty")
        made = super()._create_chat_result(response, generation_info)
        for generation in made.generations:
            _clean(cast(AIMessage, generation.message))
        return made

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        if is_error_object(chunk):
            raise fault_of(chunk)
        made = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        if made is not None and _carries_reasoning(chunk):
            made.message.additional_kwargs["reasoned"] = True
        return made


def _clean(message: AIMessage) -> None:
    """Takes what is no text out of an answer in one piece. In a stream the guard does: half a character may follow."""
    if isinstance(message.content, str):
        message.content = cleaned(message.content)
    for call in message.tool_calls:
        call["args"] = deeply_cleaned(call["args"])


def _carries_reasoning(chunk: dict[str, Any]) -> bool:
    deltas = [choice.get("delta") or {} for choice in chunk.get("choices") or []]
    return any(delta.get("reasoning_content") or delta.get("reasoning") for delta in deltas)


def chat_model(settings: Settings, longest: int | None = SPEECH_TOKENS) -> EndpointChat:
    """The model at the configured endpoint. Retrying is the agent's business, so nothing is retried here.

    `longest` bounds a reply in tokens, unless ROLEPLAY_MODEL_EXTRA bounds it already; None: who asks bounds it.
    It belongs to the event loop that first uses it. Raises RoleplayError `setting-model` when none is configured.
    """
    if not settings.has_model:
        raise RoleplayError("setting-model")
    timeout = openai.Timeout(settings.model_timeout, connect=min(CONNECT_SECONDS, settings.model_timeout))
    limits = type(DEFAULT_CONNECTION_LIMITS)(
        max_connections=DEFAULT_CONNECTION_LIMITS.max_connections,
        max_keepalive_connections=DEFAULT_CONNECTION_LIMITS.max_keepalive_connections,
        keepalive_expiry=IDLE_SECONDS,
    )
    return EndpointChat(
        model=settings.model,
        base_url=settings.base_url or OPENAI,
        api_key=settings.api_key or NO_KEY,
        extra_body={**_bound(settings, longest), **settings.extra_body} or None,
        timeout=timeout,
        stream_chunk_timeout=settings.model_timeout,
        stream_usage=True,
        max_retries=0,
        use_responses_api=False,
        http_async_client=DefaultAsyncHttpxClient(
            timeout=timeout,
            limits=limits,
            event_hooks={"response": [look_at_answer]},
            headers={"Accept-Encoding": "identity"},
        ),
    )


def _bound(settings: Settings, longest: int | None) -> dict[str, Any]:
    """OpenAI's newer models know `max_completion_tokens` only, most other servers `max_tokens` only."""
    if longest is None or any(name in settings.extra_body for name in LENGTHS):
        return {}
    return {"max_tokens" if settings.base_url.rstrip("/") not in ("", OPENAI) else "max_completion_tokens": longest}


def endpoint_host(settings: Settings) -> str:
    """The host to which a learner's words go: the brief names it before the first talk with a model."""
    return urlsplit(settings.base_url or OPENAI).netloc


@asynccontextmanager
async def judge_model(settings: Settings) -> AsyncIterator[EndpointChat]:
    """The judge's model for one judging; its connections are closed at the end.

    A judge writes a page where a customer says a line, in one piece, and nobody waits: it gets more time, and the bounds on
    length that a customer may have been given are not its own. Raises RoleplayError `setting-model`.
    """
    extra = {name: value for name, value in settings.extra_body.items() if name not in LENGTHS}
    patient = {"model_timeout": settings.model_timeout * JUDGE_PATIENCE, "extra_body": extra}
    judging = settings.model_copy(update={**patient, "model": settings.judge_model or settings.model})
    model = await asyncio.to_thread(
        chat_model, judging, JUDGE_TOKENS
    )  # it reads the machine's certificates: nobody else shall wait
    try:
        yield model
    finally:
        await model.root_async_client.close()
