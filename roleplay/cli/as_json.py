"""The command line's JSON, in the language of the terminal."""

from roleplay import as_json
from roleplay.as_json import attempt_json, turn_json
from roleplay.attempt import Attempt
from roleplay.cli.console import reader_language
from roleplay.scorecard import Reason, Scorecard
from roleplay.transcript import Transcript

__all__ = ["attempt_json", "practice_json", "scorecard_json", "turn_json", "why_of"]


def practice_json(
    attempt: Attempt, transcript: Transcript, card: Scorecard | None, unused: int = 0
) -> dict[str, object]:
    return as_json.practice_json(attempt, transcript, card, reader_language(), unused)


def imported_json(file: str, attempt: Attempt, new: bool) -> dict[str, object]:
    """A line of `attempts import`; `new` is false for what was there already."""
    return {"file": file, "attempt": attempt.id, "new": new, "total": attempt.total, "passed": attempt.passed}


def scorecard_json(card: Scorecard) -> dict[str, object]:
    return as_json.scorecard_json(card, reader_language())


def why_of(reason: Reason) -> str:
    return as_json.why_of(reason, reader_language())
