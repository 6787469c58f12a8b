"""The command line's JSON, exactly as docs promise it to other programs."""

from roleplay.attempt import Attempt
from roleplay.cli.screen import reader_language
from roleplay.scorecard import CheckResult, CriterionScore, Reason, Scorecard
from roleplay.scoring.wording import worded
from roleplay.transcript import Transcript, Turn

TURN = {"n", "speaker", "text", "phase", "moves", "topics", "trust", "patience", "revealed", "objections"}
ATTEMPT = ("scenario", "persona", "difficulty", "seed", "customer", "ending", "turns", "total", "passed")

BY_SIGNALS = {"scorer", "runs", "unsure"}  # of a judge's scorecard only


def practice_json(
    attempt: Attempt, transcript: Transcript, card: Scorecard | None, unused: int = 0
) -> dict[str, object]:
    """`unused`: the seller's lines that were left when the customer had ended the talk. An imported talk has no customer of
    ours, so that stands as null."""
    return {
        "attempt": attempt.id,
        "scenario": attempt.scenario or None,
        "persona": attempt.persona or None,
        "difficulty": attempt.difficulty,
        "seed": attempt.seed,
        "customer": attempt.customer or None,
        "ending": attempt.ending,
        "unused": unused,
        "turns": [turn_json(turn) for turn in transcript.turns],
        "scorecard": scorecard_json(card) if card else None,
    }


def turn_json(turn: Turn) -> dict[str, object]:
    return turn.model_dump(mode="json", include=TURN)


def attempt_json(attempt: Attempt) -> dict[str, object]:
    """A row of `attempts list`."""
    known = attempt.model_dump(mode="json")
    times = {name: known[name] for name in ("started_at", "finished_at")}
    return {"attempt": attempt.id, **{name: known[name] for name in ATTEMPT}, **times}


def imported_json(file: str, attempt: Attempt, new: bool) -> dict[str, object]:
    """A line of `attempts import`; `new` is false for what was there already."""
    return {"file": file, "attempt": attempt.id, "new": new, "total": attempt.total, "passed": attempt.passed}


def scorecard_json(card: Scorecard) -> dict[str, object]:
    return {
        "rubric": card.rubric,
        "version": card.version,
        "scorer": card.scorer,
        "total": card.total,
        "passed": card.passed,
        "criteria": [_criterion_json(criterion) for criterion in card.criteria],
        "first": [thing.model_dump(mode="json", by_alias=True) for thing in card.first],
        "unanswered": [concern.model_dump(mode="json") for concern in card.unanswered],
    }


def _criterion_json(criterion: CriterionScore) -> dict[str, object]:
    known = criterion.model_dump(mode="json", include={"id", "phase", "weight", "level"})
    return {**known, "checks": [_check_json(check) for check in criterion.checks]}


def _check_json(check: CheckResult) -> dict[str, object]:
    known = check.model_dump(mode="json", exclude=BY_SIGNALS if check.scorer == "signals" and not check.runs else None)
    return {**known, "why": why_of(check.why)}


def why_of(reason: Reason) -> str:
    """A reason in the reader's words; a stored code that today's words do not know stays a code."""
    try:
        return worded(reason, reader_language())
    except KeyError:
        return reason.code
