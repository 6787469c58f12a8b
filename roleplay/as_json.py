"""An attempt and its scorecard as JSON, exactly as docs promise it to other programs."""

from roleplay.attempt import Attempt
from roleplay.scorecard import CheckResult, CriterionScore, Reason, Scorecard
from roleplay.scoring.wording import worded
from roleplay.transcript import Transcript, Turn

TURN = {"n", "speaker", "text", "phase", "moves", "topics", "trust", "patience", "revealed", "objections"}
ATTEMPT = (
    "scenario", "persona", "difficulty", "seed", "customer", "ending", "turns", "total", "passed", "parent", "branch_turn",
    "private",
)  # fmt: skip

BY_SIGNALS = {"scorer", "runs", "unsure"}  # of a judge's scorecard only


def practice_json(
    attempt: Attempt, transcript: Transcript, card: Scorecard | None, language: str, unused: int = 0
) -> dict[str, object]:
    """`language` is the reader's; `unused`: the seller's lines that were left when the customer had ended the talk. An
    imported talk has no customer of ours, so that stands as null."""
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
        "scorecard": scorecard_json(card, language) if card else None,
        **({"parent": attempt.parent, "branch_turn": attempt.branch_turn} if attempt.is_branch else {}),
    }


def turn_json(turn: Turn) -> dict[str, object]:
    """A seller's turn says besides which ears listened to it."""
    ears = {"ears": list(turn.heard.ears)} if turn.heard is not None else {}
    return {**turn.model_dump(mode="json", include=TURN), **ears}


def attempt_json(attempt: Attempt) -> dict[str, object]:
    """A row of `attempts list`."""
    known = attempt.model_dump(mode="json")
    times = {name: known[name] for name in ("started_at", "finished_at")}
    return {"attempt": attempt.id, **{name: known[name] for name in ATTEMPT}, **times}


def imported_json(file: str, attempt: Attempt, new: bool) -> dict[str, object]:
    """Returns a line of `attempts import`; `new` is false for what was there already."""
    return {"file": file, "attempt": attempt.id, "new": new, "total": attempt.total, "passed": attempt.passed}


def scorecard_json(card: Scorecard, language: str) -> dict[str, object]:
    return {
        "rubric": card.rubric,
        "version": card.version,
        "scorer": card.scorer,
        "total": card.total,
        "passed": card.passed,
        "criteria": [_criterion_json(criterion, language) for criterion in card.criteria],
        "first": [thing.model_dump(mode="json", by_alias=True) for thing in card.first],
        "unanswered": [concern.model_dump(mode="json") for concern in card.unanswered],
    }


def _criterion_json(criterion: CriterionScore, language: str) -> dict[str, object]:
    known = criterion.model_dump(mode="json", include={"id", "phase", "weight", "level"})
    return {**known, "checks": [_check_json(check, language) for check in criterion.checks]}


def _check_json(check: CheckResult, language: str) -> dict[str, object]:
    known = check.model_dump(mode="json", exclude=BY_SIGNALS if check.scorer == "signals" and not check.runs else None)
    if check.unsure:
        known["unsure"] = True
    return {**known, "why": why_of(check.why, language)}


def why_of(reason: Reason, language: str) -> str:
    """A reason in the reader's words; a stored code that today's words do not know stays a code."""
    try:
        return worded(reason, language)
    except KeyError:
        return reason.code
