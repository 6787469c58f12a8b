"""The version of the judge: the model's name and a hash of what it is told and how its answers are read."""

import hashlib
from functools import cache
from pathlib import Path

from roleplay.config import Settings
from roleplay.scorecard import Scorecard

FOLDER = Path(__file__).parent
SHARED = [FOLDER.parent.parent / "listening" / name for name in ("fence.py", "quoted.py")]
LONGEST_NAME = 96  # characters of a model's name; longer ones end in a hash of their own
UNASKED = "unasked"


def judge_version(settings: Settings) -> str:
    """At most 128 characters."""
    return f"{_name(settings.judge_model or settings.model)}@{_prompts()}"


def kept_version(card: Scorecard, settings: Settings) -> str:
    """The version under which a scorecard is kept. One for which the judge said nothing at all, because of an outage, does
    not take the place of a real one: scoring anew asks again."""
    return f"{judge_version(settings)}+{UNASKED}" if is_outage(card) else judge_version(settings)


def is_outage(card: Scorecard) -> bool:
    """Whether the judge was asked and said nothing at all."""
    judged = any(check.runs for criterion in card.criteria for check in criterion.checks)
    failed = any("fallback" in check.why.params for criterion in card.criteria for check in criterion.checks)
    return failed and not judged


def _name(model: str) -> str:
    if len(model) <= LONGEST_NAME:
        return model
    return f"{model[: LONGEST_NAME - 9]}~{hashlib.sha256(model.encode()).hexdigest()[:8]}"


@cache
def _prompts() -> str:
    """Twelve hexadecimal digits; the same on any machine, whatever its line endings."""
    digest = hashlib.sha256()
    for path in sorted([*FOLDER.glob("*.py"), *FOLDER.glob("prompts/*.txt"), *SHARED]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
