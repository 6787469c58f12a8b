"""Runs one of the two scorers on a transcript: the offline signals, or a model as judge."""

import asyncio

from roleplay.config import Settings
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.errors import RoleplayError
from roleplay.scorecard import Scorecard, Scorer
from roleplay.scoring.judge import judge, judge_version
from roleplay.scoring.scorer import SIGNALS_VERSION, score
from roleplay.transcript import Transcript


def version_of(scorer: Scorer, settings: Settings) -> str:
    """The scorer's version, which is part of a scorecard's identity. Raises RoleplayError `setting-model`."""
    if scorer == "signals":
        return SIGNALS_VERSION
    if not settings.has_model:
        raise RoleplayError("setting-model")
    return judge_version(settings)


def score_by(
    scorer: Scorer, transcript: Transcript, rubric: Rubric, scenario: Scenario | None, settings: Settings, seed: int = 0
) -> Scorecard:
    """One scorecard, waited for. Raises RoleplayError `setting-model` when a judge is asked for and none configured."""
    version_of(scorer, settings)
    if scorer == "signals":
        return score(transcript, rubric, scenario)
    return asyncio.run(judge(transcript, rubric, scenario, settings, seed))
