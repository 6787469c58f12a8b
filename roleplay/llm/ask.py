"""Asks a model for one object and gives it, or the name of what went wrong; nothing is made up for an answer."""

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from langchain_core.messages import AIMessage
from pydantic import BaseModel, ValidationError

from roleplay.cleaning import deeply_cleaned
from roleplay.llm.failures import asked_to_wait, is_busy, level_of, log_words, why_failed
from roleplay.llm.ladder import Rung, form_of, function_of, is_rejection, may_be_rejection, remember, rungs_for
from roleplay.llm.lenient import fault_of_form, objects_in, without_reasoning
from roleplay.llm.model import EndpointChat
from roleplay.llm.usage import Usage, usage_of, whole_usage

Found = TypeVar("Found", bound=BaseModel)
Failure = Literal["refused", "truncated", "unreadable", "outage"]
Message = tuple[Literal["system", "user", "assistant"], str]

TRIES = 4  # of one request, when the endpoint is busy
LONGEST_WAIT = 30.0  # seconds before one of them; who asks for more is out of order for now
FIRST_WAIT = 1.0
LONGEST_ANSWER = (
    64_000  # characters (judgement): twice what the bound on tokens lets through, and read in less than a second
)
ERROR_SHOWN = 600  # characters of a validation error that a repair round quotes
HINT = "Answer with one JSON object and nothing else."
MATCH = "It must match this JSON Schema:\n"
CARRIED: tuple[Rung, ...] = ("json_schema", "tool")  # forms that hold the schema already: it is not sent twice
REPAIR = "That was not valid: {error}\nSend the corrected JSON object, whole, and nothing else."
NO_OBJECT = "there was no JSON object in it"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer(Generic[Found]):
    """`found`, or a `failure`: the model `refused`, its answer was `truncated` or `unreadable`, or there was an `outage` of
    which `why` tells more (`fallback.<why>`). `usage` is reported only when every call that was answered reported it."""

    found: Found | None
    failure: Failure | None
    why: str
    usage: Usage
    calls: int
    seconds: float
    rung: Rung | None  # the last one that was answered; None: none was
    rest: float | None = None  # seconds for which the endpoint asked to be left alone


class _Failed(Exception):
    """The asking ends here."""

    def __init__(self, failure: Failure, why: str = "") -> None:
        super().__init__(failure, why)
        self.failure, self.why = failure, why


class _Rejected(Exception):
    """The server does not take a request of this form."""


class _Unreadable(Exception):
    """An answer came, but not the object that was asked for."""


@dataclass
class _Asking(Generic[Found]):
    model: EndpointChat
    schema: type[Found]
    messages: list[Message]
    calls: int = 0
    used: list[Usage] = field(default_factory=list)
    rung: Rung | None = None
    repaired: bool = False
    rest: float | None = None
    rejected: list[Rung] = field(default_factory=list)

    async def down_the_ladder(self) -> Found:
        """One try on each rung until an object is found. Raises _Failed."""
        for rung in rungs_for(self.model):
            try:
                return await self._on(rung)
            except _Rejected:
                self.rejected.append(rung)
            except _Unreadable:
                continue
        raise _Failed("unreadable")

    async def _on(self, rung: Rung) -> Found:
        """The first bad answer of all gets a repair round, which quotes what is wrong with it."""
        messages = _hinted(self.messages, rung, self.schema)
        said = await self._said(rung, messages)
        try:
            return await asyncio.to_thread(self._read, said)  # an odd answer takes its time to read: nobody else waits
        except _Unreadable as error:
            if self.repaired:
                raise
            repair = _repair(said, str(error))
        self.repaired = True
        return await asyncio.to_thread(self._read, await self._said(rung, [*messages, *repair]))

    async def _said(self, rung: Rung, messages: list[Message]) -> AIMessage:
        """What the model answers to a request of this form. Raises _Rejected or _Failed."""
        try:
            said = await self._call(form_of(rung, self.schema, self.model), messages)
        except Exception as error:  # whatever an endpoint does wrong is told by name
            if is_rejection(error, rung):
                raise _Rejected from error
            if self.rejected and may_be_rejection(error, rung):
                raise _Unreadable from error
            why = why_failed(error)
            log.log(level_of(why), "a structured call failed: %s", log_words(why, error))
            self.rest = asked_to_wait(error)
            raise _Failed("outage", why) from error
        remember(self.model, self.rejected)
        self.rung = rung
        self.used.append(usage_of(said))
        if said.additional_kwargs.get("refusal") or said.response_metadata.get("finish_reason") == "content_filter":
            raise _Failed("refused")
        return said

    async def _call(self, form: dict[str, Any], messages: list[Message]) -> AIMessage:
        """A busy endpoint is asked again, as late as it wishes, so many times and no more."""
        bound = self.model.bind(**form)
        for number in range(TRIES):
            self.calls += 1
            try:
                async with asyncio.timeout(
                    self.model.stream_chunk_timeout
                ):  # one that drips is as late as one that is silent
                    return await bound.ainvoke(messages)
            except Exception as error:
                asked = asked_to_wait(error)
                wait = FIRST_WAIT * 2**number if asked is None else asked
                if not is_busy(error) or number == TRIES - 1 or wait > LONGEST_WAIT:
                    raise
            await asyncio.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _read(self, said: AIMessage) -> Found:
        """The last object that fits: what stands before it may be a draft. Raises _Unreadable, or _Failed `truncated`."""
        if len(_written(said)) > LONGEST_ANSWER:
            raise _Failed("unreadable")
        faults: list[tuple[int, str]] = []
        for candidate in reversed(_objects(said)):
            try:
                return self.schema.model_validate(candidate)
            except ValidationError as invalid:
                known = len(self.schema.model_fields.keys() & candidate.keys())
                faults.append((known, _worded(invalid)))
        if said.response_metadata.get("finish_reason") == "length":
            raise _Failed("truncated")
        known, fault = max(faults, key=lambda each: each[0], default=(0, NO_OBJECT))
        # an object that lacks keys may be a piece of one that could not be read
        whole = known == len(self.schema.model_fields)
        raise _Unreadable(fault if whole else fault_of_form(_written(said)) or fault)


async def ask_json(model: EndpointChat, schema: type[Found], messages: Sequence[Message]) -> Answer[Found]:
    """One object of `schema`; the first message is the system's. Raises nothing that an endpoint could cause."""
    began = time.perf_counter()
    asking = _Asking(model, schema, list(messages))
    found, failure, why = None, None, ""
    try:
        found = await asking.down_the_ladder()
    except _Failed as failed:
        failure, why = failed.failure, failed.why
    seconds = time.perf_counter() - began
    return Answer(found, failure, why, whole_usage(asking.used), asking.calls, seconds, asking.rung, asking.rest)


def _hinted(messages: Sequence[Message], rung: Rung, schema: type[BaseModel]) -> list[Message]:
    """The request with what is wanted at the end of its instructions, the schema where the form does not hold it."""
    (role, instructions), *rest = messages
    wanted = "" if rung in CARRIED else f" {MATCH}{json.dumps(function_of(schema)['parameters'], ensure_ascii=False)}"
    return [(role, f"{instructions}\n\n{HINT}{wanted}"), *rest]


def _objects(said: AIMessage) -> list[dict[str, Any]]:
    called = [deeply_cleaned(call["args"]) for call in said.tool_calls]
    broken = [found for call in said.invalid_tool_calls for found in objects_in(call["args"] or "")]
    return called or broken or objects_in(said.text)


def _written(said: AIMessage) -> str:
    broken = [call["args"] or "" for call in said.invalid_tool_calls]
    return "\n".join(broken) or said.text


def _repair(said: AIMessage, error: str) -> list[Message]:
    """The answer without its reasoning, and what is wrong with it."""
    called = [json.dumps(call["args"], ensure_ascii=False) for call in said.tool_calls]
    broken = [call["args"] or "" for call in said.invalid_tool_calls]
    words = "\n".join(called or broken) or without_reasoning(said.text) or "{}"
    return [("assistant", words), ("user", REPAIR.format(error=error))]


def _worded(invalid: ValidationError) -> str:
    faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in invalid.errors(include_url=False)]
    return "; ".join(faults)[:ERROR_SHOWN]
