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
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI
from openai import DEFAULT_CONNECTION_LIMITS, DefaultAsyncHttpxClient

from roleplay.config import Settings
from roleplay.errors import RoleplayError

OPENAI = "https://api.openai.com/v1"
NO_KEY = "none"  # a local endpoint asks for no key, the client insists on one
CONNECT_SECONDS = 10.0
IDLE_SECONDS = 60.0  # people take longer than the client's 5 s to answer: each turn would open a new connection
JUDGE_PATIENCE = 6  # times the time a customer has for its next words
LENGTHS = ("max_tokens", "max_completion_tokens", "max_output_tokens", "stop")

# Words go to the configured endpoint and nowhere else, whatever LANGSMITH_* says; and never into a log.
langsmith.configure(enabled=False)
for _name in ("openai", "httpcore", "httpcore2", "httpx", "httpx2", "langchain_openai"):
    logging.getLogger(_name).setLevel(logging.WARNING)


_REFUSES_SYSTEM: set[tuple[str, str]] = set()  # (address, model) of endpoints that take no system message


class EndpointChat(ChatOpenAI):
    """ChatOpenAI that notes when a server sends reasoning beside the reply. The reasoning itself is left behind here.

    An endpoint that refuses a system message gets its text in the first user message, from then on always.
    """

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        try:
            async with aclosing(self._streamed(self._taken(messages), stop, run_manager, kwargs)) as stream:
                async for chunk in stream:
                    yield chunk
        except openai.BadRequestError as error:
            if not self._learns_from(error, messages):
                raise
            async with aclosing(self._streamed(self._taken(messages), stop, run_manager, kwargs)) as stream:
                async for chunk in stream:
                    yield chunk

    def _streamed(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None,
        run_manager: AsyncCallbackManagerForLLMRun | None,
        more: dict[str, Any],
    ) -> AsyncGenerator[ChatGenerationChunk, None]:
        made = super()._astream(messages, stop=stop, run_manager=run_manager, **more)
        return cast(AsyncGenerator[ChatGenerationChunk, None], made)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        try:
            return await super()._agenerate(self._taken(messages), stop, run_manager, **kwargs)
        except openai.BadRequestError as error:
            if not self._learns_from(error, messages):
                raise
            return await super()._agenerate(self._taken(messages), stop, run_manager, **kwargs)

    @property
    def _endpoint(self) -> tuple[str, str]:
        return str(self.openai_api_base), self.model_name

    def _learns_from(self, error: openai.BadRequestError, messages: list[BaseMessage]) -> bool:
        """Whether the same request may do better without its system message, tried once for an endpoint."""
        has_system = any(isinstance(message, SystemMessage) for message in messages)
        if not has_system or self._endpoint in _REFUSES_SYSTEM or "system" not in str(error).lower():
            return False
        _REFUSES_SYSTEM.add(self._endpoint)
        return True

    def _taken(self, messages: list[BaseMessage]) -> list[BaseMessage]:
        return without_system(messages) if self._endpoint in _REFUSES_SYSTEM else messages

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        made = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        if made is not None and _carries_reasoning(chunk):
            made.message.additional_kwargs["reasoned"] = True
        return made


def without_system(messages: list[BaseMessage]) -> list[BaseMessage]:
    """The same request with the system text at the head of the first user message."""
    told = "\n\n".join(message.text for message in messages if isinstance(message, SystemMessage))
    rest = [message for message in messages if not isinstance(message, SystemMessage)]
    if rest and isinstance(rest[0], HumanMessage):
        return [HumanMessage(f"{told}\n\n{rest[0].text}"), *rest[1:]]
    return [HumanMessage(told), *rest]


def _carries_reasoning(chunk: dict[str, Any]) -> bool:
    deltas = [choice.get("delta") or {} for choice in chunk.get("choices") or []]
    return any(delta.get("reasoning_content") or delta.get("reasoning") for delta in deltas)


def chat_model(settings: Settings, longest: int | None = None) -> EndpointChat:
    """The model at the configured endpoint. Retrying is the agent's business, so nothing is retried here.

    `longest` bounds a reply in tokens, unless ROLEPLAY_MODEL_EXTRA bounds it already.
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
        http_async_client=DefaultAsyncHttpxClient(timeout=timeout, limits=limits),
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
    model = await asyncio.to_thread(chat_model, judging)  # it reads the machine's certificates: nobody else shall wait
    try:
        yield model
    finally:
        await model.root_async_client.close()
