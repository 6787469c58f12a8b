"""One request for one object, in one form, with no second try: for what people wait for."""

import asyncio
import json
from collections.abc import Sequence

from pydantic import BaseModel

from roleplay.llm.ask import Message
from roleplay.llm.failures import why_failed
from roleplay.llm.ladder import Rung, form_of
from roleplay.llm.model import EndpointChat
from roleplay.llm.usage import usage_of
from roleplay.metrics import count_calls, count_tokens


async def ask_once(model: EndpointChat, rung: Rung, schema: type[BaseModel], messages: Sequence[Message]) -> str:
    """The answer's words, or the arguments of the tool that was called, unread. Raises whatever the endpoint does wrong
    (see `why_failed`)."""
    try:
        said = await model.bind(**form_of(rung, schema, model)).ainvoke(list(messages))
    except asyncio.CancelledError:
        count_calls("listener", "broken_off")  # too late, or the seller left
        raise
    except Exception as error:
        count_calls("listener", why_failed(error))
        raise
    count_calls("listener", "ok")
    used = usage_of(said)
    count_tokens("listener", used.input_tokens, used.output_tokens, used.cached_tokens)
    called = [json.dumps(call["args"], ensure_ascii=False) for call in said.tool_calls]
    broken = [call["args"] or "" for call in said.invalid_tool_calls]
    return "\n".join(called or broken) or said.text
