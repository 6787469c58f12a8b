"""The judge: a model answers the checks' questions, and only what it can show in the transcript counts."""

from roleplay.scoring.judge.judging import judge
from roleplay.scoring.judge.version import is_outage, judge_version, kept_version

__all__ = ["is_outage", "judge", "judge_version", "kept_version"]
