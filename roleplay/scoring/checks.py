"""One check against one talk: was its phase reached, was there a chance, what does its signal find."""

from dataclasses import dataclass, replace

from roleplay.content.rubric import Check, Criterion
from roleplay.scorecard import CheckResult, Evidence, Reason
from roleplay.scoring.chance import arose
from roleplay.scoring.doubts import doubted_words
from roleplay.scoring.finding import Finding, not_scored
from roleplay.scoring.hearing import Talk
from roleplay.scoring.quotes import is_verified
from roleplay.scoring.signals import find

UNREACHED = ("ended-before", "passed-over")


@dataclass(frozen=True)
class Verdict:
    """A check's result, with what feedback needs beside it: where to point, what it was about, the content's why."""

    criterion: Criterion
    check: Check
    result: CheckResult
    near: int | None = None
    topic: str | None = None
    because: str | None = None
    better: str | None = None  # a judge's own better line
    conduct: str | None = None  # the bad move that was heard

    @property
    def is_critical_miss(self) -> bool:
        """A critical check that was broken, not one that the talk never came to."""
        return self.check.critical and self.result.result == "missed" and not self.is_unreached

    @property
    def is_misconduct(self) -> bool:
        """A bad move was heard and cost something: nothing else is worth saying before that."""
        return self.conduct is not None and self.result.result in ("missed", "partly") and not self.is_unreached

    @property
    def is_unreached(self) -> bool:
        return self.result.why.code in UNREACHED


def judge_check(criterion: Criterion, check: Check, talk: Talk) -> Verdict:
    """The verdict of the signals."""
    finding = _earned(_verified(_finding(criterion, check, talk), talk), talk)
    doubted = _doubted(check, finding, talk)
    why = _with_doubt(finding.why, doubted) if doubted else finding.why
    result = CheckResult(
        id=check.id, points=check.points, result=finding.result, why=why, evidence=finding.evidence,
        looked_at=finding.looked_at, critical=check.critical, unsure=doubted is not None,
    )  # fmt: skip
    return Verdict(
        criterion, check, result, finding.near, finding.topic, finding.because, conduct=finding.conduct,
    )  # fmt: skip


def _earned(finding: Finding, talk: Talk) -> Finding:
    """Where bad moves went on all through, keeping from something else is no merit: it is left out of the sum."""
    if not talk.is_spoilt or finding.result != "met" or finding.evidence:
        return finding
    return Finding("not_scored", spoilt(talk), looked_at=talk.whole)


def spoilt(talk: Talk) -> Reason:
    """Why nothing is earned by keeping from other things."""
    return Reason(code="spoilt", params={"n": sum(1 for one in talk.said if one.spoilt_by), "of": len(talk.said)})


def _doubted(check: Check, finding: Finding, talk: Talk) -> Evidence | None:
    """Words that are in doubt, unless others are there that are in none."""
    broken = finding.result == "missed" and finding.evidence
    return None if check.signal is None or broken else doubted_words(check.signal, talk)


def _with_doubt(why: Reason, doubted: Evidence) -> Reason:
    return why.model_copy(update={"params": {**why.params, "doubted": doubted.quote, "turn": doubted.turn}})


def _finding(criterion: Criterion, check: Check, talk: Talk) -> Finding:
    finding = _by_signal(check, talk)
    if talk.reached(criterion.phase):
        return finding
    if finding.result == "missed" and finding.evidence:
        return finding  # what was said against it stands, wherever the talk ended
    if criterion.phase == "objection" and talk.transcript.ending == "agreed":
        # a customer who agrees without a concern has left none to handle: nothing there to earn or to lose
        return (
            finding if finding.why.code == "no-occasion" else not_scored("no-occasion", talk, chance="objection_raised")
        )
    # leaving early never pays: what the talk did not come to is missed, whatever was heard before
    code = "passed-over" if talk.passed_over(criterion.phase) else "ended-before"
    return Finding("missed", Reason(code=code, params={"phase": criterion.phase}), looked_at=talk.whole)


def _by_signal(check: Check, talk: Talk) -> Finding:
    if check.signal is None:
        return Finding("not_scored", Reason(code="no-signal"), looked_at=talk.whole)
    if check.chance is not None:
        chance = arose(check.chance, talk)
        if chance is None:
            return not_scored("no-state" if talk.scenario else "no-scenario", talk)
        if not chance:
            return not_scored("no-occasion", talk, chance=check.chance)
    return find(check.signal, talk)


def _verified(finding: Finding, talk: Talk) -> Finding:
    """Only quotes that stand in the transcript count; what was met in words that do not is not met."""
    kept = tuple(evidence for evidence in finding.evidence if is_verified(evidence, talk.turns))
    if len(kept) == len(finding.evidence):
        return finding
    if kept:
        return replace(finding, evidence=kept)
    result = "missed" if finding.result in ("met", "partly") else finding.result
    return replace(finding, result=result, evidence=(), looked_at=talk.whole)
