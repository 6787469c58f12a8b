"""One judging: the checks of each phase in one call, so many times as the settings ask, and a scorecard of what came."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roleplay.config import Settings
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.metrics import count_calls, count_tokens
from roleplay.scorecard import Making, Scorecard
from roleplay.scoring.arithmetic import total_of
from roleplay.scoring.checks import Verdict, judge_check
from roleplay.scoring.hearing import Talk, listen_to
from roleplay.scoring.judge.doubts import doubted
from roleplay.scoring.judge.observations import Observations
from roleplay.scoring.judge.questions import Question, by_phase, is_settled, question_of, shuffled
from roleplay.scoring.judge.rulings import Cause, Ruling, rulings
from roleplay.scoring.judge.verdicts import judged_verdict, settled_verdict
from roleplay.scoring.judge.wording import messages
from roleplay.scoring.scorer import criterion_scores, scorecard_of
from roleplay.transcript import Transcript

if TYPE_CHECKING:
    from roleplay.llm import Answer, EndpointChat

AT_ONCE = 4  # calls under way for one judging: a talk's four phases
Run = dict[str, Ruling | Cause]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Called:
    """One call: what it says of its questions, and what it took."""

    run: int
    rulings: Run
    answer: "Answer[Observations]"


async def judge(
    transcript: Transcript, rubric: Rubric, scenario: Scenario | None, settings: Settings, seed: int = 0
) -> Scorecard:
    """The scorecard by the judge: complete whatever the endpoint does, each check marked with who scored it.

    Raises RoleplayError `setting-model` when no endpoint is configured.
    """
    began = time.perf_counter()
    talk, signals = await asyncio.to_thread(_heard, transcript, rubric, scenario)
    groups = by_phase([question_of(verdict) for verdict in signals if not is_settled(verdict, talk)])
    called = await _ask_all(groups, talk, settings, seed) if groups else []
    runs = [_merged(called, run) for run in range(settings.judge_runs)]
    judged = [_verdict(verdict, runs, talk) for verdict in signals]
    totals = (total_of(criterion_scores(rubric, judged)), total_of(criterion_scores(rubric, signals)))
    card = await asyncio.to_thread(scorecard_of, rubric, doubted(judged, signals, totals), talk, "judge")
    return card.model_copy(update={"making": _making(called, settings, time.perf_counter() - began)})


def _heard(transcript: Transcript, rubric: Rubric, scenario: Scenario | None) -> tuple[Talk, list[Verdict]]:
    talk = listen_to(transcript, scenario)
    return talk, [judge_check(criterion, check, talk) for criterion in rubric.criteria for check in criterion.checks]


async def _ask_all(
    groups: Sequence[tuple[Question, ...]], talk: Talk, settings: Settings, seed: int
) -> list[Called]:  # fmt: skip
    from roleplay.llm import judge_model  # LangChain takes a second

    gate = asyncio.Semaphore(AT_ONCE)
    async with judge_model(settings) as model:
        asked = [
            _ask(model, gate, shuffled(group, seed, run), talk, seed, run)
            for run in range(settings.judge_runs)
            for group in groups
        ]
        return await asyncio.gather(*asked)


async def _ask(
    model: "EndpointChat", gate: asyncio.Semaphore, questions: Sequence[Question], talk: Talk, seed: int, run: int
) -> Called:
    from roleplay.llm import ask_json

    async with gate:
        request = await asyncio.to_thread(messages, talk.transcript, talk.scenario, questions, seed)
        answer = await ask_json(model, Observations, request)
    _count(answer)
    if answer.found is not None:
        return Called(run, await asyncio.to_thread(rulings, questions, answer.found.checks, talk), answer)
    cause: Cause = answer.failure or "unreadable"
    log.warning("the judge gave no answer: %s %s", cause, answer.why)
    return Called(run, {question.check.id: cause for question in questions}, answer)


def _count(answer: "Answer[Observations]") -> None:
    """For `/metrics`; of several calls for one answer only the last has its outcome."""
    count_calls("judge", "ok" if answer.found is not None else answer.why or answer.failure or "unreadable")
    count_calls("judge", "repeated", max(0, answer.calls - 1))
    used = answer.usage
    count_tokens("judge", used.input_tokens, used.output_tokens, used.cached_tokens)


def _merged(called: Sequence[Called], run: int) -> Run:
    """All of one run's phases."""
    return {id: ruling for call in called if call.run == run for id, ruling in call.rulings.items()}


def _verdict(verdict: Verdict, runs: Sequence[Run], talk: Talk) -> Verdict:
    if is_settled(verdict, talk):
        return settled_verdict(verdict)
    return judged_verdict(verdict, [run[verdict.check.id] for run in runs], talk)


def _making(called: Sequence[Called], settings: Settings, seconds: float) -> Making:
    """What it took. Tokens and cost are unknown, not nothing, where an answered call did not report its usage."""
    model, calls = settings.judge_model or settings.model, sum(call.answer.calls for call in called)
    if not called:
        return Making(model=model, runs=settings.judge_runs, calls=0, seconds=seconds)
    from roleplay.llm import cost_of, whole_usage

    usage = whole_usage([call.answer.usage for call in called if call.answer.rung is not None])
    told = usage.as_dict()
    return Making(
        model=model, runs=settings.judge_runs, calls=calls, seconds=round(seconds, 3),
        input_tokens=told.get("input_tokens"), output_tokens=told.get("output_tokens"),
        cached_tokens=told.get("cached_tokens"), cost=cost_of(usage, model, settings),
    )  # fmt: skip
