"""The offline customer as a LangChain chat model: it streams what `lines.speak_offline` finds to say."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from roleplay.customer.lines import speak_offline
from roleplay.customer.turn_request import TurnRequest

_PIECES = re.compile(r"\s*(?:[㐀-鿿]{1,2}[，。！？；：、…—]*|[^\s㐀-鿿]+)|\s+")


class OfflineCustomer(BaseChatModel):
    """Needs no endpoint. The request comes as a call's own argument; the messages are what a model would have got."""

    @property
    def _llm_type(self) -> str:
        return "offline-customer"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(speak_offline(_request(kwargs))))])

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        for piece in pieces(speak_offline(_request(kwargs))):
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        yield ChatGenerationChunk(message=AIMessageChunk(content="", chunk_position="last"))


def pieces(text: str) -> Iterator[str]:
    """Yields words, or two Han characters, as a stream brings them; together they are the text."""
    return (found[0] for found in _PIECES.finditer(text))


def _request(arguments: dict[str, Any]) -> TurnRequest:
    request = arguments["request"]
    assert isinstance(request, TurnRequest)
    return request
