"""Asks the listening model: finds once in which form the endpoint answers, then sends one bounded request a turn."""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from roleplay.catalogue import Catalogue
from roleplay.config import Settings
from roleplay.heard import How
from roleplay.listening.model import CheckedAnswer, read_answer, request
from roleplay.listening.offline import EarlierLine

if TYPE_CHECKING:
    from roleplay.llm import EndpointChat, Rung

MOST_TOKENS = 400
HUGE = 8_000  # characters; 400 tokens are a quarter of that
NAMES = frozenset({"topics", "moves"})
QUIET: dict[str, Any] = {"chat_template_kwargs": {"enable_thinking": False}}  # vLLM, SGLang, llama.cpp
SILENT: dict[str, Any] = {"reasoning_effort": "none"}  # Ollama, and models that can be told so
BOUNDED: dict[str, Any] = {"max_tokens": MOST_TOKENS, "temperature": 0}
NEWER: dict[str, Any] = {"max_completion_tokens": MOST_TOKENS}  # models that take neither of these
# the ways of asking for a short, sober answer without reasoning; an endpoint is asked in the first that it takes
MANNERS: tuple[dict[str, Any], ...] = (
    {**BOUNDED, **QUIET, **SILENT}, {**BOUNDED, **QUIET}, {**BOUNDED, **SILENT}, BOUNDED,
    {**NEWER, "reasoning_effort": "minimal"}, NEWER,
)  # fmt: skip
PLAIN = MANNERS.index(BOUNDED)  # before anything was found out
PROBE = "Good morning, may I ask how you plan your week?"
log = logging.getLogger(__name__)


class _Topic(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    how: How
    quote: str


class _Move(BaseModel):
    model_config = ConfigDict(extra="forbid")
    move: str
    quote: str


class HearingAnswer(BaseModel):
    """What the seller's line does and is about."""

    model_config = ConfigDict(extra="forbid")
    topics: list[_Topic]
    moves: list[_Move]
    time: str


class Unreadable(Exception):
    """An answer came, but no object of the form that was asked for. `usage` is what it cost all the same."""

    def __init__(self, usage: dict[str, int]) -> None:
        super().__init__()
        self.usage = usage


Outcome = Literal["heard", "late", "unreadable", "untrue", "down"]


@dataclass(frozen=True)
class EarAnswer:
    """How a request went: `untrue` is an answer of which nothing could be kept; only `heard` has an answer. `rest`: the seconds
    for which the endpoint asked to be left alone. `usage`: the tokens, empty where none were reported."""

    outcome: Outcome
    answer: CheckedAnswer | None = None
    rest: float | None = None
    usage: Mapping[str, int] = field(default_factory=dict)


class EarClient:
    """It belongs to the event loop that first uses it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._model: EndpointChat | None = None
        self._asked_in: dict[int, EndpointChat] = {}
        self._manner = PLAIN
        self._opening = asyncio.Lock()
        self.rung: Rung | None = None  # the form in which the endpoint answers, once that was found

    async def open(self) -> None:
        """Builds the model; a second time does nothing."""
        async with self._opening:
            if self._model is None:
                self._model = await asyncio.to_thread(_model, self._settings)

    async def probe(self) -> bool:
        """Finds the manner and the rung in which the endpoint answers; False where what it says cannot be read in any, and
        then it is asked in the first that it takes. Raises what an endpoint does wrong that has nothing to do with the form."""
        from roleplay.llm import is_rejection, remember

        await self.open()
        for manner, rungs in self._ways():
            rejected: list[Rung] = []
            taken: list[Rung] = []
            for rung in rungs:
                try:
                    await self._object(manner, rung, PROBE, (), Catalogue("en"))
                except Unreadable:
                    taken.append(rung)
                    continue
                except Exception as error:
                    if not is_rejection(error, rung) and not (rung == "prompt" and _is_refused(error)):
                        raise
                    rejected.append(rung)
                    continue
                self._manner, self.rung = manner, rung
                remember(self._with(manner), rejected)
                return True
            if taken:
                self._manner, self.rung = manner, taken[0]
                return False
        return False

    def _ways(self) -> Iterator[tuple[int, tuple["Rung", ...]]]:
        from roleplay.llm import rungs_for

        return ((manner, rungs_for(self._with(manner))) for manner in range(len(MANNERS)))

    async def ask(self, text: str, before: Sequence[EarlierLine], catalogue: Catalogue) -> EarAnswer:
        """One request, no repair and no second try; after `listener_seconds` it is broken off."""
        try:
            async with asyncio.timeout(self._settings.listener_seconds):
                said, usage = await self._ask(text, before, catalogue)
        except TimeoutError:
            return EarAnswer("late")
        except Unreadable as odd:
            return EarAnswer("unreadable", usage=odd.usage)
        except Exception as error:  # noqa: BLE001 - whatever an endpoint does wrong
            return _down(error)
        answer = read_answer(said, text, catalogue)
        return EarAnswer("heard" if answer else "untrue", answer, usage=usage)

    async def _ask(
        self, text: str, before: Sequence[EarlierLine], catalogue: Catalogue
    ) -> tuple[Mapping[str, Any], dict[str, int]]:
        from roleplay.llm import rungs_for

        rung = self.rung or rungs_for(self._with(self._manner))[0]
        return await self._object(self._manner, rung, text, before, catalogue)

    async def _object(
        self, manner: int, rung: "Rung", text: str, before: Sequence[EarlierLine], catalogue: Catalogue
    ) -> tuple[Mapping[str, Any], dict[str, int]]:
        from roleplay.llm import ask_once, last_object_with

        said, usage = await ask_once(self._with(manner), rung, HearingAnswer, request(text, before, catalogue))
        found = last_object_with(said, NAMES) if len(said) <= HUGE else None
        if found is None:
            raise Unreadable(usage.as_dict())
        return found, usage.as_dict()

    def _with(self, manner: int) -> "EndpointChat":
        """The model asked in this manner; all of them share its connections."""
        assert self._model is not None
        if manner not in self._asked_in:
            extra = {**(self._model.extra_body or {}), **MANNERS[manner]}
            self._asked_in[manner] = self._model.model_copy(update={"extra_body": extra})
        return self._asked_in[manner]

    async def close(self) -> None:
        if self._model is not None:
            await self._model.root_async_client.close()
            self._model = None
            self._asked_in.clear()


def _model(settings: Settings) -> "EndpointChat":
    """Bounds on length that a customer was given are not the ear's own."""
    from roleplay.llm import chat_model
    from roleplay.llm.lessons import LENGTHS

    extra = {name: value for name, value in settings.extra_body.items() if name not in LENGTHS}
    listening = {"model": settings.listener_model or settings.model, "extra_body": extra}
    return chat_model(settings.model_copy(update=listening), longest=None)


def _down(error: Exception) -> EarAnswer:
    from roleplay.llm import asked_to_wait, level_of, log_words, why_failed

    why = why_failed(error)
    log.log(level_of(why), "the listening model failed: %s", log_words(why, error))
    return EarAnswer("down", rest=asked_to_wait(error))


def _is_refused(error: Exception) -> bool:
    """The plainest form was refused, so it is the manner that the endpoint does not take."""
    from roleplay.llm import why_failed

    return why_failed(error) == "refused"
