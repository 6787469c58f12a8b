"""The judge: a model answers the checks' questions, and only what it can show in the transcript counts."""

from roleplay.scoring.judge.judging import judge
from roleplay.scoring.judge.version import judge_version, kept_version

__all__ = ["judge", "judge_version", "kept_version"]
