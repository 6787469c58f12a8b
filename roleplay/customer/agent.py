"""The customer speaks: a LangChain agent without tools makes one model call a turn, streamed through the guard.

Who decides what is said is the director; a model only performs it. Importing this module loads LangChain: about a second.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, cast

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, ModelFallbackMiddleware, ModelRetryMiddleware
from langchain.agents.middleware.types import ModelRequest, ModelResponse
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, AnyMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field, SkipValidation

from roleplay.config import Settings
from roleplay.customer import prompt
from roleplay.customer.cue import Cue, Fallback, Mode, Piece, Spoken
from roleplay.customer.guard import Guard
from roleplay.customer.guarding import guard_for
from roleplay.customer.offline import OfflineCustomer
from roleplay.llm import Usage, chat_model, is_passing, usage_of, why_failed
from roleplay.metrics import count_calls, count_tokens

log = logging.getLogger(__name__)

RETRIES = 2
RETRY_SECONDS = 0.5
CUT_SHORT = ("length", "content_filter")
SPEECH_TOKENS = 2048  # far more than a turn, with room for a model that thinks first; an endless reply ends (judgement)
STEPS = 3  # the agent's graph has one node and no loop; LangChain's own limit is 9,999


class OutOfCharacter(Exception):
    """The model left its role before a word was shown."""


class NothingSaid(Exception):
    """The reply held nothing that could be shown."""


@dataclass
class Delivery:
    """How far one turn has come: what its agent, its model and its listener share."""

    cue: Cue
    speaker: Mode
    wait: float = 30.0  # seconds for the next words, however much else is sent meanwhile
    shown: str = ""
    calls: int = 0
    cut: bool = False
    failed: str = ""  # why the endpoint did not deliver, as a `fallback.<code>`
    flags: set[str] = field(default_factory=set)
    usage: Usage = field(default_factory=Usage)
    began: float = field(default_factory=time.perf_counter)
    first: float | None = None
    last: float = 0.0  # when there were words, or the call began

    def show(self, words: str) -> None:
        self.last = time.perf_counter()
        self.first = self.first or self.last
        self.shown += words

    def check_wait(self) -> None:
        """An endpoint that only thinks is as silent as one that sends nothing. Raises TimeoutError."""
        if time.perf_counter() - self.last > self.wait:
            raise TimeoutError

    def guard(self) -> Guard:
        return guard_for(self.cue)


class GuardedChat(BaseChatModel):
    """A chat model of which only what the guard lets through is ever seen, by the agent or anybody else."""

    # LangChain keeps a model's repr with each call: what people wrote has no place there, and it takes a millisecond
    inner: SkipValidation[BaseChatModel] = Field(repr=False)
    delivery: SkipValidation[Delivery] = Field(repr=False)

    @property
    def _llm_type(self) -> str:
        return f"guarded-{self.inner._llm_type}"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        guard = self._begin()
        made = self.inner._generate(messages, stop=stop, **kwargs).generations[0].message
        cut_short = made.response_metadata.get("finish_reason") in CUT_SHORT
        self._end(guard, words := guard.feed(made.text) + guard.close(broken_off=cut_short))
        self.delivery.show(words)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(words))])

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        """Calls the inner model's own stream without callbacks: with them its raw words would reach the screen too."""
        guard, finish = self._begin(), ""
        raw = cast(AsyncGenerator[ChatGenerationChunk, None], self.inner._astream(messages, stop=stop, **kwargs))
        try:
            async with aclosing(raw):
                async for chunk in raw:
                    self.delivery.usage += usage_of(chunk.message)
                    finish = finish or _finish_reason(chunk)
                    if words := guard.feed(chunk.text):
                        yield self._chunk(words)
                    if guard.done:
                        break
                    self.delivery.check_wait()
        except Exception:
            if words := guard.break_off():
                yield self._chunk(words)
            self.delivery.flags |= guard.flags if self.delivery.shown else set()
            raise
        # an endpoint says why it stopped; one that says nothing was broken off
        if words := guard.close(broken_off=not guard.done and (finish in CUT_SHORT or not finish)):
            yield self._chunk(words)
        self._end(guard, self.delivery.shown)

    def _begin(self) -> Guard:
        self.delivery.calls += 1
        self.delivery.last = time.perf_counter()
        return self.delivery.guard()

    def _chunk(self, words: str) -> ChatGenerationChunk:
        self.delivery.show(words)
        return ChatGenerationChunk(message=AIMessageChunk(content=words))

    def _end(self, guard: Guard, shown: str) -> None:
        self.delivery.flags |= guard.flags
        self.delivery.cut = self.delivery.cut or guard.cut
        if guard.broken:
            raise OutOfCharacter
        if not shown:
            raise NothingSaid


class Perform(AgentMiddleware[Any, Delivery]):
    """Puts persona, scenario and direction into the request, and answers for what has been shown already."""

    async def awrap_model_call(
        self, request: ModelRequest[Delivery], handler: Callable[[ModelRequest[Delivery]], Awaitable[ModelResponse]]
    ) -> ModelResponse:
        delivery = request.runtime.context
        if isinstance(request.model, OfflineCustomer):
            delivery.speaker = "offline"
            directed = _directed(request, delivery)
            return await handler(directed.override(model_settings={"cue": delivery.cue}))
        try:
            return await self._in_character(request, handler)
        except Exception as error:
            delivery.failed = _why(error)
            if not delivery.shown:
                raise
            delivery.cut = True  # neither a second voice nor a second try after words were shown
            return ModelResponse(result=[AIMessage(delivery.shown)])

    async def _in_character(
        self, request: ModelRequest[Delivery], handler: Callable[[ModelRequest[Delivery]], Awaitable[ModelResponse]]
    ) -> ModelResponse:
        """A reply that leaves its role at the start is asked for once more: the only case for a second call."""
        delivery = request.runtime.context
        guarded = request.override(model=GuardedChat(inner=request.model, delivery=delivery))
        try:
            return await _counted(handler, _directed(guarded, delivery))
        except OutOfCharacter:
            log.warning("attempt %s turn %d: out of character, asked again", delivery.cue.attempt, delivery.cue.n)
            return await _counted(handler, _directed(guarded, delivery, again=True))


async def _counted(
    handler: Callable[[ModelRequest[Delivery]], Awaitable[ModelResponse]], request: ModelRequest[Delivery]
) -> ModelResponse:
    """Asks the model, and counts for `/metrics` how it went."""
    try:
        response = await handler(request)
    except asyncio.CancelledError:
        count_calls("customer", "broken_off")
        raise
    except Exception as error:
        count_calls("customer", _why(error))
        raise
    count_calls("customer", "ok")
    return response


def _directed(request: ModelRequest[Delivery], delivery: Delivery, again: bool = False) -> ModelRequest[Delivery]:
    *earlier, last = request.messages
    return request.override(
        system_message=SystemMessage(prompt.system_message(delivery.cue)),
        messages=[*earlier, HumanMessage(prompt.with_direction(delivery.cue, last.text, again))],
    )


def _finish_reason(chunk: ChatGenerationChunk) -> str:
    told = {**(chunk.generation_info or {}), **chunk.message.response_metadata}
    return str(told.get("finish_reason") or "")


def _why(error: Exception) -> str:
    if isinstance(error, OutOfCharacter):
        return "out_of_character"
    return "empty" if isinstance(error, NothingSaid) else why_failed(error)


def _agent(model: BaseChatModel, fallback: OfflineCustomer | None = None) -> Any:
    """The first middleware is the outermost: what fails is retried, what still fails is spoken by the fallback."""
    middleware: list[AgentMiddleware[Any, Any, Any]] = []
    if fallback:
        middleware.append(ModelFallbackMiddleware(fallback))
        middleware.append(
            ModelRetryMiddleware(
                max_retries=RETRIES, retry_on=is_passing, on_failure="error", initial_delay=RETRY_SECONDS
            )
        )
    return create_agent(model, middleware=[*middleware, Perform()], context_schema=Delivery)


class Customer:
    """Speaks the customer's turns, through a model or offline. It belongs to one event loop."""

    def __init__(self, settings: Settings) -> None:
        self._wait = settings.model_timeout
        offline = OfflineCustomer()
        self._offline = _agent(offline)
        self._model = _agent(chat_model(settings, SPEECH_TOKENS), fallback=offline) if settings.has_model else None

    async def reply(self, cue: Cue, mode: Mode) -> AsyncIterator[Piece | Fallback | Spoken]:
        """The customer's turn: pieces as they come, Fallback before the first one if need be, and Spoken at the end.

        Closing this generator or cancelling its task closes the stream from the endpoint.
        """
        delivery, text, told = Delivery(cue, speaker=mode, wait=self._wait), "", mode == "offline"
        if mode == "model" and self._model is None:
            delivery.speaker, delivery.failed = "offline", "not_configured"
        async with aclosing(self._stream(delivery)) as stream:
            async for words in stream:
                if delivery.speaker == "offline" and not told:
                    told = True
                    yield Fallback(delivery.failed)
                text += words
                yield Piece(words)
        yield _spoken(delivery, text)

    async def _stream(self, delivery: Delivery) -> AsyncGenerator[str, None]:
        agent = self._model if delivery.speaker == "model" and self._model else self._offline
        said: list[AnyMessage] = [
            HumanMessage(text) if role == "user" else AIMessage(text) for role, text in prompt.history(delivery.cue)
        ]
        stream = agent.astream({"messages": said}, {"recursion_limit": STEPS}, context=delivery, stream_mode="messages")
        async with aclosing(stream):
            async for message, about in stream:
                if about["langgraph_node"] == "model" and isinstance(message, AIMessageChunk) and message.text:
                    yield message.text


def _spoken(delivery: Delivery, text: str) -> Spoken:
    cue, now = delivery.cue, time.perf_counter()
    usage: dict[str, Any] = {}
    used = delivery.usage
    count_tokens("customer", used.input_tokens, used.output_tokens, used.cached_tokens)
    if delivery.calls:
        first = delivery.first if delivery.first is not None else now
        usage = {**delivery.usage.as_dict(), "first_ms": _ms(first - delivery.began), "total_ms": _ms(now - delivery.began)}  # fmt: skip
    log.info(
        "attempt %s turn %d: %s, %d calls, %s%s %s",
        cue.attempt, cue.n, delivery.speaker, delivery.calls, ",".join(sorted(delivery.flags)) or "no flags",
        f", failed: {delivery.failed}" if delivery.failed else "", usage,
    )  # fmt: skip
    return Spoken(text, delivery.speaker, delivery.cut, delivery.calls, tuple(sorted(delivery.flags)), usage)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
