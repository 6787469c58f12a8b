"""One request for one object, in one form, with no second try: for what people wait for."""

import json
from collections.abc import Sequence

from pydantic import BaseModel

from roleplay.llm.ask import Message
from roleplay.llm.ladder import Rung, form_of
from roleplay.llm.model import EndpointChat
from roleplay.llm.usage import Usage, usage_of


async def ask_once(
    model: EndpointChat, rung: Rung, schema: type[BaseModel], messages: Sequence[Message]
) -> tuple[str, Usage]:
    """The answer's words, or the arguments of the tool that was called, unread, and what it used. Raises whatever the
    endpoint does wrong (see `why_failed`)."""
    said = await model.bind(**form_of(rung, schema, model)).ainvoke(list(messages))
    called = [json.dumps(call["args"], ensure_ascii=False) for call in said.tool_calls]
    broken = [call["args"] or "" for call in said.invalid_tool_calls]
    return "\n".join(called or broken) or said.text, usage_of(said)
