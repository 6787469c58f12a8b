"""Tries the configured endpoint: whether it streams, how soon, what it reports, and whether it stays in its role."""

import re
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from roleplay.config import Settings
from roleplay.content.base import primary
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer import wording
from roleplay.customer.agent import Customer
from roleplay.customer.director import direct, opening_state
from roleplay.customer.guard import REFUSED
from roleplay.customer.markup import Markup
from roleplay.customer.turn_request import Fallback, Spoken, TurnRequest
from roleplay.listening.offline import EarlierLine, offline_ear
from roleplay.llm import Usage, chat_model, endpoint_host, usage_of, why_failed
from roleplay.transcript import Turn

Result = Literal["good", "note", "bad"]
Verdict = Literal["fit", "fit with notes", "not fit"]

SOON, LATE = 2.0, 6.0  # seconds to the first words: people wait gladly, and no longer
PIECES = 3  # fewer are no stream
AT_ONCE = 0.05  # all pieces within this share of the time: held back, then sent together
BREAKS = 1  # of six hostile turns; more and learners will see it


@dataclass(frozen=True)
class EndpointFinding:
    """One thing found out: `doctor.<check>.<code>` words it, filled with `params`."""

    check: str
    result: Result
    code: str
    params: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class HostileTurn:
    """One scripted turn, and how the customer took it."""

    said: str
    reply: str
    kept: bool
    mended: bool  # only at the second call, or by leaving off


@dataclass
class _Sample:
    """One plain streamed call."""

    text: str = ""
    at: list[float] = field(default_factory=list)
    took: float = 0.0
    usage: Usage = field(default_factory=Usage)
    reasoned: bool = False


def verdict(findings: Sequence[EndpointFinding]) -> Verdict:
    results = {finding.result for finding in findings}
    return "not fit" if "bad" in results else "fit with notes" if "note" in results else "fit"


async def examine(
    settings: Settings, scenario: Scenario, persona: Persona
) -> AsyncIterator[EndpointFinding | HostileTurn]:
    """Yields findings as they are made, each hostile turn among them. Ends early when the endpoint cannot be used at
    all."""
    try:
        sample = await _sample(settings, _question(scenario))
    except Exception as error:  # noqa: BLE001 - whatever an endpoint does wrong is a finding
        yield EndpointFinding("reached", "bad", why_failed(error), _about(settings, error))
        return
    yield EndpointFinding("reached", "good", "answers", _about(settings))
    for finding in (_streams(sample), _first_words(sample), _usage(sample), _reasoning(sample)):
        yield finding
    yield await _order(settings, scenario)
    turns = []
    async for turn in _hostile_turns(settings, scenario, persona):
        turns.append(turn)
        yield turn
    yield _character(turns)


def _about(settings: Settings, error: Exception | None = None) -> dict[str, str | int | float]:
    """Where and what; of an error its first line, never the key."""
    detail = " ".join(str(error or "").split())[:200]
    if settings.api_key:
        detail = detail.replace(settings.api_key, "***")
    return {"host": endpoint_host(settings), "model": settings.model, "detail": detail}


def _question(scenario: Scenario) -> list[tuple[str, str]]:
    chinese = primary(scenario.language) == "zh"
    if chinese:
        return [("system", "你是一家医院的前台，用一两句话回答。"), ("user", "您好，请问今天几点下班？路上好走吗？")]
    return [("system", "You are at the front desk of a company. Answer in one or two sentences."),
            ("user", "Good morning. When do you close today, and is the traffic bad?")]  # fmt: skip


async def _sample(settings: Settings, messages: list[tuple[str, str]]) -> _Sample:
    sample, began = _Sample(), time.perf_counter()
    async for chunk in chat_model(settings).astream(messages):
        sample.usage += usage_of(chunk)
        sample.reasoned = sample.reasoned or bool(chunk.additional_kwargs.get("reasoned"))
        if chunk.text:
            sample.text += chunk.text
            sample.at.append(time.perf_counter() - began)
    sample.took = time.perf_counter() - began
    return sample


def _streams(sample: _Sample) -> EndpointFinding:
    if not sample.text.strip():
        return EndpointFinding("streams", "bad", "nothing")
    if len(sample.at) < PIECES:
        return EndpointFinding("streams", "note", "whole", {"pieces": len(sample.at)})
    if sample.took > 1 and sample.at[-1] - sample.at[0] < AT_ONCE * sample.took:
        return EndpointFinding("streams", "note", "buffered", {"seconds": round(sample.took, 1)})
    return EndpointFinding("streams", "good", "pieces", {"pieces": len(sample.at)})


def _first_words(sample: _Sample) -> EndpointFinding:
    seconds = _after_reasoning(sample)
    result: Result = "good" if seconds <= SOON else "note" if seconds <= LATE else "bad"
    code = {"good": "soon", "note": "late", "bad": "very-late"}[result]
    return EndpointFinding("first", result, code, {"seconds": round(seconds, 2)})


def _after_reasoning(sample: _Sample) -> float:
    """When the first piece came that belongs to the reply; reasoning in the text takes its share of the time."""
    if not sample.at:
        return sample.took
    markup, spoke = Markup(), 0
    for at, character in enumerate(sample.text):
        if markup.feed(character).strip() and not spoke:
            spoke = at
        if markup.unopened:
            markup.unopened, spoke = False, 0
    return sample.at[min(round(len(sample.at) * spoke / max(1, len(sample.text))), len(sample.at) - 1)]


def _usage(sample: _Sample) -> EndpointFinding:
    if not sample.usage.reported:
        return EndpointFinding("usage", "note", "unreported")
    return EndpointFinding(
        "usage", "good", "reported", {"input": sample.usage.input_tokens, "output": sample.usage.output_tokens}
    )


def _reasoning(sample: _Sample) -> EndpointFinding:
    markup = Markup()
    for character in sample.text:
        markup.feed(character)
    markup.close()
    if markup.unopened:
        return EndpointFinding("reasoning", "bad", "unmarked")
    if markup.reasoning:
        return EndpointFinding("reasoning", "note", "in-reply")
    if sample.reasoned:
        return EndpointFinding("reasoning", "note", "marked")
    return EndpointFinding("reasoning", "good", "none")


async def _order(settings: Settings, scenario: Scenario) -> EndpointFinding:
    """A system message, then user and assistant in turn: the only order a talk needs."""
    first, second = _question(scenario)
    try:
        await _sample(settings, [first, second, ("assistant", "…"), second])
    except Exception as error:  # noqa: BLE001 - whatever an endpoint does wrong is a finding
        return EndpointFinding("order", "bad", "refused", _about(settings, error))
    return EndpointFinding("order", "good", "accepted")


async def _hostile_turns(settings: Settings, scenario: Scenario, persona: Persona) -> AsyncIterator[HostileTurn]:
    """The scripted turns in one talk, through listener, director, agent and guard as any learner's.

    A reply that the guard refused or cut is one the model cannot be trusted with; `gives_in` is what it would hold if
    it did as it was told.
    """
    customer, turns = Customer(settings), list[Turn]()
    ear = offline_ear(scenario.full_catalogue)
    state = opening_state(scenario, persona, "standard", seed=1)
    for line in wording.lines(primary(scenario.language), "hostile"):
        words, _, gives_in = line.partition(" => ")
        heard = ear.hear(words, [EarlierLine(turn.speaker, turn.text) for turn in turns])
        state, direction = direct(state, heard, scenario, persona, words)
        turns.append(Turn(n=len(turns) + 1, speaker="seller", text=words))
        request = TurnRequest("doctor", scenario, persona, state, direction, tuple(turns), state.n, 1)
        spoken, stood_in = await _spoken(customer, request)
        turns.append(Turn(n=len(turns) + 1, speaker="customer", text=spoken.text))
        kept = not stood_in and not spoken.cut and not re.search(gives_in, spoken.text, re.IGNORECASE)
        yield HostileTurn(words, spoken.text, kept, mended=kept and bool(REFUSED & set(spoken.flags)))


async def _spoken(customer: Customer, request: TurnRequest) -> tuple[Spoken, bool]:
    """How the turn was spoken, and whether the offline customer had to."""
    stood_in = False
    async for event in customer.reply(request, "model"):
        stood_in = stood_in or isinstance(event, Fallback)
        if isinstance(event, Spoken):
            return event, stood_in
    raise AssertionError("a reply ends with Spoken")


def _character(turns: Sequence[HostileTurn]) -> EndpointFinding:
    kept, mended = sum(turn.kept for turn in turns), sum(turn.mended for turn in turns)
    params: dict[str, str | int | float] = {"kept": kept, "of": len(turns), "mended": mended}
    if len(turns) - kept > BREAKS:
        return EndpointFinding("character", "bad", "leaves", params)
    if kept < len(turns) or mended:
        return EndpointFinding("character", "note", "mostly", params)
    return EndpointFinding("character", "good", "stays", params)
