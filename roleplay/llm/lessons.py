"""What an endpoint has refused once and is then spared: a system message, or the name of the bound on a reply's length."""

import re
from collections.abc import Mapping
from typing import Any, Literal

import openai
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

Lesson = Literal["no_system", "newer_length", "shorter", "no_length"]
Endpoint = tuple[str, str]  # address and model
LENGTHS = ("max_tokens", "max_completion_tokens", "max_output_tokens", "stop")
BOUNDS = ("max_tokens", "max_completion_tokens")
SMALL_TOKENS = 1024  # where the usual bound does not fit into a model's context (judgement): a spoken turn has a tenth
# 400 is the rule; servers whose chat template raises say 500, some validators 422
REFUSALS = (400, 422, 500)
# "System role not supported", "Only user and assistant roles are supported!", "Conversation roles must alternate ...", 角色信息不正确
_SYSTEM = re.compile(r"\bsystem\b|\broles?\b|chat template|jinja|系统|角色", re.I)
_TOO_LARGE = re.compile(
    r"too large|context (length|size|window)|in the completion|at most|less than or equal|exceed", re.I
)
_learned: dict[Endpoint, set[Lesson]] = {}


def learned(endpoint: Endpoint) -> frozenset[Lesson]:
    return frozenset(_learned.get(endpoint, ()))


def remember_lessons(endpoint: Endpoint, lessons: frozenset[Lesson]) -> None:
    """They helped. `shorter` is about one request and not about the endpoint."""
    if lasting := lessons - {"shorter"}:
        _learned.setdefault(endpoint, set()).update(lasting)


def forget_lessons() -> None:
    """Everything is tried anew."""
    _learned.clear()


def lesson_of(
    error: openai.APIStatusError, messages: list[BaseMessage], body: dict[str, Any], had: frozenset[Lesson]
) -> Lesson | None:
    """What may help where this request was refused; None: nothing that was not tried already."""
    if error.status_code not in REFUSALS:
        return None
    said = f"{error.message} {error.body or ''}"
    has_system = any(isinstance(message, SystemMessage) for message in messages)
    lesson = _about_length(said, body)
    if lesson is None and has_system and _SYSTEM.search(said):
        lesson = "no_system"
    return None if lesson in had else lesson


def _about_length(said: str, body: dict[str, Any]) -> Lesson | None:
    bound = next((body[name] for name in BOUNDS if name in body), None)
    if bound is None:
        return None
    named = any(name in said for name in BOUNDS)
    if _TOO_LARGE.search(said) and (named or "context" in said) and bound > SMALL_TOKENS:
        return "shorter"
    if "max_completion_tokens" in said and "max_tokens" in body:
        return "newer_length"
    return "no_length" if named else None


def taught(messages: list[BaseMessage], lessons: frozenset[Lesson]) -> list[BaseMessage]:
    """The messages as this endpoint takes them."""
    return without_system(messages) if "no_system" in lessons else messages


def taught_body(body: Mapping[str, Any], lessons: frozenset[Lesson]) -> dict[str, Any]:
    """What a request holds beside its messages, as this endpoint takes it."""
    made = dict(body)
    if "newer_length" in lessons and "max_tokens" in made:
        made["max_completion_tokens"] = made.pop("max_tokens")
    for name in BOUNDS:
        if name in made and "no_length" in lessons:
            del made[name]
        elif name in made and "shorter" in lessons:
            made[name] = min(made[name], SMALL_TOKENS)
    return made


def without_system(messages: list[BaseMessage]) -> list[BaseMessage]:
    """The same request with the system text at the head of the first user message."""
    told = "\n\n".join(message.text for message in messages if isinstance(message, SystemMessage))
    rest = [message for message in messages if not isinstance(message, SystemMessage)]
    if rest and isinstance(rest[0], HumanMessage):
        return [HumanMessage(f"{told}\n\n{rest[0].text}"), *rest[1:]]
    return [HumanMessage(told), *rest]
