"""The judge's verdicts: from its runs where they say something that counts, else from the signals, and marked so."""

from collections.abc import Sequence
from dataclasses import replace

from roleplay.scorecard import CheckResult, Reason
from roleplay.scoring.checks import Verdict, spoilt
from roleplay.scoring.hearing import Talk
from roleplay.scoring.judge.middle import is_unsure, middle
from roleplay.scoring.judge.questions import NO_OCCASION, is_of_absence
from roleplay.scoring.judge.rulings import Cause, Ruling


def settled_verdict(verdict: Verdict) -> Verdict:
    """What the contract decides is the same whoever scores. What was said against a check before its phase was ever
    reached is the signals' finding, and stays theirs."""
    if not (verdict.is_unreached or verdict.result.why.code == NO_OCCASION):
        return verdict
    return replace(verdict, result=verdict.result.model_copy(update={"scorer": "judge"}))


def judged_verdict(verdict: Verdict, runs: Sequence[Ruling | Cause], talk: Talk) -> Verdict:
    """`verdict` is that of the signals: it stands where no run gave a ruling."""
    rulings = [run for run in runs if isinstance(run, Ruling)]
    if not rulings:
        return fallen_back(verdict, next(run for run in runs if not isinstance(run, Ruling)))
    results = tuple(ruling.result for ruling in rulings)
    result = middle(results, verdict.check.critical)
    chosen = next(ruling for ruling in rulings if ruling.result == result)
    broken = verdict.is_critical_miss and result != "missed"  # the signals heard a breach that the judge did not
    made = verdict.result.model_copy(
        update={
            "result": result, "why": Reason(code="judged", text=chosen.reason), "evidence": chosen.evidence,
            "looked_at": None if chosen.evidence else talk.whole, "scorer": "judge", "runs": results,
            "unsure": broken or verdict.result.unsure or is_unsure(results, len(runs)),
        }
    )  # fmt: skip
    made = _earned(made, is_of_absence(verdict.check), talk)
    return _pointing(verdict, replace(verdict, result=made, near=chosen.near, better=chosen.better))


def _earned(made: CheckResult, of_absence: bool, talk: Talk) -> CheckResult:
    """What the contract decides about turns that earn nothing holds for a judge as well; what was kept from has no words."""
    if made.result == "met" and of_absence:
        cause = {"result": "not_scored", "why": spoilt(talk)} if talk.is_spoilt else {}
        return made.model_copy(update={"evidence": (), "looked_at": talk.whole, **cause})
    if made.result not in ("met", "partly") or not made.evidence:
        return made
    earning = {one.n for one in talk.said if one.earns()}
    kept = tuple(quote for quote in made.evidence if quote.turn in earning)
    if kept:
        return made.model_copy(update={"evidence": kept})
    return made.model_copy(
        update={"result": "missed", "why": Reason(code="not-earned"), "evidence": (), "looked_at": talk.whole}
    )


def _pointing(signals: Verdict, judged: Verdict) -> Verdict:
    """Where both say the same, the signals know the topic besides; what they point at is no use to another result."""
    same = signals.result.result == judged.result.result and judged.near in (None, signals.near)
    return replace(judged, near=signals.near) if same else replace(judged, topic=None, because=None)


def fallen_back(verdict: Verdict, cause: Cause) -> Verdict:
    """The signals' result with its own why, and the cause why it is not the judge's. Without a signal it is not scored."""
    why = verdict.result.why
    code = "judge-failed" if why.code == "no-signal" else why.code
    reason = why.model_copy(update={"code": code, "params": {**why.params, "fallback": cause}})
    return replace(verdict, result=verdict.result.model_copy(update={"why": reason, "scorer": "signals"}))
