"""The two scorers behind one door: the offline signals, and a model as judge."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import cast

from roleplay.config import Settings
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.errors import RoleplayError
from roleplay.scorecard import Scorecard, Scorer
from roleplay.scoring.scorer import SIGNALS_VERSION, score
from roleplay.transcript import Transcript

Judge = Callable[[Transcript, Rubric, Scenario | None, Settings, int], Awaitable[Scorecard]]
JUDGE = "roleplay.scoring.judge"  # loaded when it is first asked for: it brings a model's client with it


def version_of(scorer: Scorer, settings: Settings) -> str:
    """The scorer's version, which is part of a scorecard's identity. Raises RoleplayError `setting-model`."""
    if scorer == "signals":
        return SIGNALS_VERSION
    if not settings.has_model:
        raise RoleplayError("setting-model")
    return cast(str, import_module(JUDGE).judge_version(settings))


def find_judge() -> Judge:
    return cast(Judge, import_module(JUDGE).judge)


def score_by(
    scorer: Scorer, transcript: Transcript, rubric: Rubric, scenario: Scenario | None, settings: Settings, seed: int = 0
) -> Scorecard:
    """One scorecard, waited for. Raises RoleplayError `setting-model` when a judge is asked for and none configured."""
    version_of(scorer, settings)
    if scorer == "signals":
        return score(transcript, rubric, scenario)
    return asyncio.run(_judged(find_judge(), transcript, rubric, scenario, settings, seed))


async def _judged(
    judge: Judge, transcript: Transcript, rubric: Rubric, scenario: Scenario | None, settings: Settings, seed: int
) -> Scorecard:
    return await judge(transcript, rubric, scenario, settings, seed)
