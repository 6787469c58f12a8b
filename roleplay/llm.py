"""The only door to a chat model: building it, what a call used, and why one failed.

Importing this module loads LangChain, which takes about a second: import it where a talk or a check begins.
"""

import logging
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

import langsmith
import openai
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from openai import DEFAULT_CONNECTION_LIMITS, DefaultAsyncHttpxClient

from roleplay.config import Settings
from roleplay.errors import RoleplayError

OPENAI = "https://api.openai.com/v1"
NO_KEY = "none"  # a local endpoint asks for no key, the client insists on one
CONNECT_SECONDS = 10.0
IDLE_SECONDS = 60.0  # people take longer than the client's 5 s to answer: each turn would open a new connection

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


@dataclass(frozen=True)
class Usage:
    """Tokens of one or more calls. `reported` tells whether the endpoint said anything at all."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    reported: bool = False

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_tokens + other.cached_tokens,
            self.reported or other.reported,
        )

    def as_dict(self) -> dict[str, int]:
        """What is stored with a turn; empty when the endpoint reported nothing."""
        numbers = asdict(self)
        return numbers if numbers.pop("reported") else {}


def usage_of(message: BaseMessage) -> Usage:
    """What a message or one of its chunks says was used."""
    told = message.usage_metadata if isinstance(message, AIMessage) else None
    if not told:
        return Usage()
    cached = told.get("input_token_details", {}).get("cache_read") or 0
    return Usage(told["input_tokens"], told["output_tokens"], cached, reported=True)


def is_passing(error: Exception) -> bool:
    """Whether the same call may well succeed a moment later. A silent endpoint is not called again: people wait."""
    return isinstance(error, openai.RateLimitError | openai.InternalServerError | openai.APIConnectionError) and not (
        isinstance(error, openai.APITimeoutError)
    )


REASONS: tuple[tuple[type[Exception], str], ...] = (
    (openai.APITimeoutError, "timeout"),
    (TimeoutError, "timeout"),
    (openai.APIConnectionError, "unreachable"),
    (openai.RateLimitError, "rate_limited"),
    (openai.AuthenticationError, "unauthorized"),
    (openai.PermissionDeniedError, "unauthorized"),
    (openai.NotFoundError, "not_found"),
    (openai.InternalServerError, "server_error"),
    (openai.APIStatusError, "refused"),
)


def why_failed(error: Exception) -> str:
    """A code for people, worded by `fallback.<code>` in `i18n/`."""
    return next((why for kind, why in REASONS if isinstance(error, kind)), "broken_off")
