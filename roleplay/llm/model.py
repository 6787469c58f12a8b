"""Builds the model at the configured endpoint. What people write goes there and nowhere else."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import langsmith
import openai
from langchain_core.outputs import ChatGenerationChunk
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


class EndpointChat(ChatOpenAI):
    """ChatOpenAI that notes when a server sends reasoning beside the reply. The reasoning itself is left behind here."""

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        made = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        if made is not None and _carries_reasoning(chunk):
            made.message.additional_kwargs["reasoned"] = True
        return made


def _carries_reasoning(chunk: dict[str, Any]) -> bool:
    deltas = [choice.get("delta") or {} for choice in chunk.get("choices") or []]
    return any(delta.get("reasoning_content") or delta.get("reasoning") for delta in deltas)


def chat_model(settings: Settings) -> EndpointChat:
    """The model at the configured endpoint. Retrying is the agent's business, so nothing is retried here.

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
        extra_body=settings.extra_body or None,
        timeout=timeout,
        stream_chunk_timeout=settings.model_timeout,
        stream_usage=True,
        max_retries=0,
        use_responses_api=False,
        http_async_client=DefaultAsyncHttpxClient(timeout=timeout, limits=limits),
    )


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
