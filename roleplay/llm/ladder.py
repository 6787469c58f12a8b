"""The ways of asking an endpoint for an object, the strictest first, and which of them each endpoint has rejected."""

import re
from collections.abc import Collection
from functools import cache
from typing import Any, Literal

import openai
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel

from roleplay.llm.model import EndpointChat

Rung = Literal["json_schema", "tool", "json_object", "prompt"]
RUNGS: tuple[Rung, ...] = ("json_schema", "tool", "json_object", "prompt")
NOT_UNDERSTOOD = (400, 415, 422, 501)
_NAMES_THE_FIELD = re.compile(r"response_format|json_schema|json_object|tool|function", re.I)
# what the SERVER rejected, by (base_url, model); a bad answer of the model's does not move it
_lowest: dict[tuple[str, str], int] = {}


def rungs_for(model: EndpointChat) -> tuple[Rung, ...]:
    """Those this endpoint has not rejected yet."""
    return RUNGS[_lowest.get(_endpoint(model), 0) :]


def remember(model: EndpointChat, rejected: Collection[Rung]) -> None:
    """The endpoint answers, but had rejected these: it is not asked them again, from the top down to the first it took."""
    lowest = _lowest.get(_endpoint(model), 0)
    while RUNGS[lowest] in rejected:
        lowest += 1
    _lowest[_endpoint(model)] = lowest


def forget() -> None:
    """Everything is tried anew."""
    _lowest.clear()


def is_rejection(error: Exception, rung: Rung) -> bool:
    """Whether the server rejects this form of request: it says that it does not understand, or names the field."""
    if rung == RUNGS[-1] or not isinstance(error, openai.APIStatusError):
        return False
    if error.status_code in NOT_UNDERSTOOD:
        return True
    return error.status_code >= 500 and bool(_NAMES_THE_FIELD.search(f"{error.message} {error.body or ''}"))


def may_be_rejection(error: Exception, rung: Rung) -> bool:
    """A server that has rejected one form may fall over the next: worth going on, but nothing to remember."""
    return rung != RUNGS[-1] and isinstance(error, openai.InternalServerError)


@cache
def function_of(schema: type[BaseModel]) -> dict[str, Any]:
    """`name` and `parameters`: the JSON Schema in the strict form that endpoints ask for, with no references in it."""
    function: dict[str, Any] = convert_to_openai_tool(schema, strict=True)["function"]
    return function


def form_of(rung: Rung, schema: type[BaseModel], model: EndpointChat) -> dict[str, Any]:
    """What a request of this form holds beside its messages; what the settings add to each request stays in it."""
    function = function_of(schema)
    if rung == "tool":
        chosen = {"type": "function", "function": {"name": function["name"]}}
        return {"tools": [{"type": "function", "function": function}], "tool_choice": chosen}
    if rung == "json_schema":
        named = {"name": function["name"], "schema": function["parameters"], "strict": True}
        return _with(model, {"type": "json_schema", "json_schema": named})
    if rung == "json_object":
        return _with(model, {"type": "json_object"})
    return {}


def _with(model: EndpointChat, response_format: dict[str, Any]) -> dict[str, Any]:
    """In the body, so that the client leaves the answer's text as it came."""
    return {"extra_body": {**(model.extra_body or {}), "response_format": response_format}}


def _endpoint(model: EndpointChat) -> tuple[str, str]:
    return (model.openai_api_base or "", model.model_name)
