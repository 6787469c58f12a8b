"""What one run says of each check: a result with verified words, or why there is none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from roleplay.scorecard import Evidence, Result
from roleplay.scoring.hearing import Talk
from roleplay.scoring.judge.better import fit_line
from roleplay.scoring.judge.grounding import grounded
from roleplay.scoring.judge.observations import Observation, Said
from roleplay.scoring.judge.questions import Question

LONGEST_REASON = 300
# `why.fallback.<cause>`: the first three are of one check, the others of a whole call
Cause = Literal["no-answer", "no-verdict", "no-quote", "refused", "truncated", "unreadable", "outage"]
RESULTS: dict[Said, Result] = {"met": "met", "partly": "partly", "missed": "missed", "no_occasion": "not_scored"}


@dataclass(frozen=True)
class Ruling:
    """`near` is the seller's turn to look at, `better` a line fit to be shown."""

    result: Result
    reason: str
    evidence: tuple[Evidence, ...] = ()
    near: int | None = None
    better: str | None = None


def rulings(questions: Iterable[Question], said: Sequence[Observation], talk: Talk) -> dict[str, Ruling | Cause]:
    """A ruling or a cause for every question. What was answered twice has no one answer; what nobody asked is left out."""
    times = Counter(observation.check for observation in said)
    answers = {observation.check: observation for observation in said}
    found: dict[str, Ruling | Cause] = {}
    for question in questions:
        id = question.check.id
        found[id] = _ruling(question, answers[id], talk) if times[id] == 1 else _unanswered(times[id])
    return found


def _unanswered(times: int) -> Cause:
    return "no-verdict" if times else "no-answer"


def _ruling(question: Question, said: Observation, talk: Talk) -> Ruling | Cause:
    if said.verdict not in question.allowed or not said.reason.strip():
        return "no-verdict"
    evidence = grounded(said.quotes, talk.turns)
    if not evidence and _needs_words(question, said.verdict):
        return "no-quote"
    reason = " ".join(said.reason.split())
    better = fit_line(said.better, talk) if said.verdict in ("partly", "missed") else None
    return Ruling(RESULTS[said.verdict], _clipped(reason), evidence, _near(said, evidence, talk), better)


def _needs_words(question: Question, verdict: Said) -> bool:
    """Credit needs words, except for what was kept from; breaking a critical prohibition needs them too."""
    if verdict == "missed":
        return question.is_prohibition
    return verdict == "partly" or (verdict == "met" and not question.of_absence)


def _near(said: Observation, evidence: Sequence[Evidence], talk: Talk) -> int | None:
    """The turn to change: of a miss that of its words, else one the model names that did not earn the half."""
    if said.verdict not in ("partly", "missed"):
        return None
    if said.verdict == "missed" and evidence:
        return evidence[0].turn
    good = {one.turn for one in evidence}
    return next((n for n in said.turns if n in talk.turns and n not in good), None)


def _clipped(words: str) -> str:
    return words if len(words) <= LONGEST_REASON else f"{words[: LONGEST_REASON - 1].rstrip()}…"
