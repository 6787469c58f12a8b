"""The customer speaks: a LangChain agent without tools makes one model call a turn, streamed through the guard.

Who decides what is said is the director; a model only performs it. Importing this module loads LangChain: about a second.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, cast

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, ModelFallbackMiddleware
from langchain.agents.middleware.types import ModelRequest, ModelResponse
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, AnyMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field, SkipValidation

from roleplay.breaker import SPEAKING, Breaker, logged
from roleplay.config import Settings
from roleplay.customer import prompt
from roleplay.customer.delivery import Delivery, NothingSaid, OutOfCharacter, why_of
from roleplay.customer.guard import Guard
from roleplay.customer.offline import OfflineCustomer
from roleplay.customer.patient_tries import PatientTries
from roleplay.customer.turn_request import Fallback, Mode, ReplyChunk, Spoken, TurnRequest
from roleplay.llm import chat_model, is_about_health, level_of, log_words, usage_of
from roleplay.metrics import count_calls, count_tokens

log = logging.getLogger(__name__)

CUT_SHORT = {"length": "cut_at_length", "content_filter": "declined"}  # finish reasons -> `fallback.<code>`
STEPS = 3  # the agent's graph has one node and no loop; LangChain's own limit is 9,999


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
        why = CUT_SHORT.get(made.response_metadata.get("finish_reason", ""), "")
        self._end(guard, words := guard.feed(made.text) + guard.close(broken_off=bool(why)), why)
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
                while (chunk := await self._next(raw)) is not None:
                    self.delivery.usage += usage_of(chunk.message)
                    finish = finish or _finish_reason(chunk)
                    if words := guard.feed(chunk.text):
                        yield self._chunk(words)
                    if guard.done:
                        break
        except Exception:
            if words := guard.break_off():
                yield self._chunk(words)
            self.delivery.flags |= guard.flags if self.delivery.shown else set()
            raise
        # an endpoint says why it stopped; one that says nothing was broken off
        why = "" if guard.done else CUT_SHORT.get(finish, "" if finish else "broken_off")
        if words := guard.close(broken_off=bool(why)):
            yield self._chunk(words)
        self._end(guard, self.delivery.shown, why)

    async def _next(self, raw: AsyncGenerator[ChatGenerationChunk, None]) -> ChatGenerationChunk | None:
        """The next chunk; None at the end. Raises TimeoutError when the next words are due and have not come."""
        async with asyncio.timeout(max(0.0, self.delivery.left())):
            return await anext(raw, None)

    def _begin(self) -> Guard:
        self.delivery.calls += 1
        return self.delivery.guard()

    def _chunk(self, words: str) -> ChatGenerationChunk:
        self.delivery.show(words)
        return ChatGenerationChunk(message=AIMessageChunk(content=words))

    def _end(self, guard: Guard, shown: str, why: str) -> None:
        self.delivery.flags |= guard.flags
        if guard.broken:
            raise OutOfCharacter
        if not shown:
            raise NothingSaid("only_thought" if why == "cut_at_length" else why if why == "declined" else "empty")
        self.delivery.cut, self.delivery.failed = self.delivery.cut or guard.cut, why


class Perform(AgentMiddleware[Any, Delivery]):
    """Puts persona, scenario and direction into the request, and answers for what has been shown already."""

    async def awrap_model_call(
        self, request: ModelRequest[Delivery], handler: Callable[[ModelRequest[Delivery]], Awaitable[ModelResponse]]
    ) -> ModelResponse:
        delivery = request.runtime.context
        if isinstance(request.model, OfflineCustomer):
            delivery.speaker = "offline"
            directed = _directed(request, delivery)
            return await handler(directed.override(model_settings={"request": delivery.turn}))
        try:
            return await self._in_character(request, handler)
        except Exception as error:
            delivery.fail(error)
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
            log.warning("attempt %s turn %d: out of character, asked again", delivery.turn.attempt, delivery.turn.n)
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
        count_calls("customer", why_of(error))
        raise
    count_calls("customer", "ok")
    return response


def _directed(request: ModelRequest[Delivery], delivery: Delivery, again: bool = False) -> ModelRequest[Delivery]:
    *earlier, last = request.messages
    return request.override(
        system_message=SystemMessage(prompt.system_message(delivery.turn)),
        messages=[*earlier, HumanMessage(prompt.with_direction(delivery.turn, last.text, again))],
    )


def _finish_reason(chunk: ChatGenerationChunk) -> str:
    told = {**(chunk.generation_info or {}), **chunk.message.response_metadata}
    return str(told.get("finish_reason") or "")


def _agent(model: BaseChatModel, fallback: OfflineCustomer | None = None) -> Any:
    """The first middleware is the outermost: what fails is retried, what still fails is spoken by the fallback."""
    middleware: list[AgentMiddleware[Any, Any, Any]] = []
    if fallback:
        middleware.append(ModelFallbackMiddleware(fallback))
        middleware.append(PatientTries())
    return create_agent(model, middleware=[*middleware, Perform()], context_schema=Delivery)


class Customer:
    """Speaks the customer's turns, through a model or offline. It belongs to one event loop. `breaker` is the endpoint's: all
    sellers of a server share it, so that not each of them waits for an endpoint that is down. `barred` says why the model must
    not be asked just now, as a `fallback.<code>`, or nothing."""

    def __init__(
        self, settings: Settings, breaker: Breaker | None = None, barred: Callable[[], str] = lambda: ""
    ) -> None:
        self._wait = settings.model_timeout
        self._breaker, self._barred = breaker or Breaker(logged(*SPEAKING)), barred
        offline = OfflineCustomer()
        self._offline = _agent(offline)
        self._model = _agent(chat_model(settings), fallback=offline) if settings.has_model else None

    async def reply(self, request: TurnRequest, mode: Mode) -> AsyncIterator[ReplyChunk | Fallback | Spoken]:
        """Yields the customer's turn: chunks as they come, Fallback before the first one if need be, and Spoken at the
        end.

        Closing this generator or cancelling its task closes the stream from the endpoint.
        """
        delivery, text, told = Delivery(request, speaker=mode, wait=self._wait), "", mode == "offline"
        if mode == "model" and (why := self._silenced()):
            delivery.speaker, delivery.failed = "offline", why
        asked = delivery.speaker == "model"
        try:
            async with aclosing(self._stream(delivery)) as stream:
                async for words in stream:
                    if delivery.speaker == "offline" and not told:
                        told = True
                        yield Fallback(delivery.failed)
                    text += words
                    yield ReplyChunk(words)
        except BaseException:
            if asked:
                self._breaker.left()
            raise
        if asked:
            self._report(delivery)
        yield _spoken(delivery, text)

    def _silenced(self) -> str:
        """Why the model is not asked at all; empty: it is, and what comes of it is reported to the breaker."""
        if self._model is None:
            return "not_configured"
        return self._barred() or ("" if self._breaker.allows() else "resting")

    def _report(self, delivery: Delivery) -> None:
        """Tells log and breaker how the endpoint did."""
        why = delivery.failed
        if why:
            told = log_words(why, delivery.error)
            log.log(level_of(why), "attempt %s turn %d: %s", delivery.turn.attempt, delivery.turn.n, told)
        if why and is_about_health(why):
            self._breaker.failed(delivery.rest)
        else:
            self._breaker.succeeded()

    async def _stream(self, delivery: Delivery) -> AsyncGenerator[str, None]:
        agent = self._model if delivery.speaker == "model" and self._model else self._offline
        said: list[AnyMessage] = [
            HumanMessage(text) if role == "user" else AIMessage(text) for role, text in prompt.history(delivery.turn)
        ]
        stream = agent.astream({"messages": said}, {"recursion_limit": STEPS}, context=delivery, stream_mode="messages")
        async with aclosing(stream):
            async for message, about in stream:
                if about["langgraph_node"] == "model" and isinstance(message, AIMessageChunk) and message.text:
                    yield message.text


def _spoken(delivery: Delivery, text: str) -> Spoken:
    turn, now = delivery.turn, time.perf_counter()
    usage: dict[str, Any] = {}
    used = delivery.usage
    count_tokens("customer", used.input_tokens, used.output_tokens, used.cached_tokens)
    if delivery.calls:
        first = delivery.first if delivery.first is not None else now
        usage = {**delivery.usage.as_dict(), "first_ms": _ms(first - delivery.began), "total_ms": _ms(now - delivery.began)}  # fmt: skip
    log.info(
        "attempt %s turn %d: %s, %d calls, %s%s %s",
        turn.attempt, turn.n, delivery.speaker, delivery.calls, ",".join(sorted(delivery.flags)) or "no flags",
        f", failed: {delivery.failed}" if delivery.failed else "", usage,
    )  # fmt: skip
    broke = delivery.failed if delivery.cut and delivery.speaker == "model" else ""
    return Spoken(text, delivery.speaker, delivery.cut, delivery.calls, tuple(sorted(delivery.flags)), usage, broke)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
