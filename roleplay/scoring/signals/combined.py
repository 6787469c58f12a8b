"""Signals made of signals: the weakest of all, the best of any, the opposite of one."""

from collections.abc import Sequence
from dataclasses import replace

from roleplay.scorecard import VALUES, Reason, Result
from roleplay.scoring.finding import MOST_QUOTES, Finding

OPPOSITE: dict[Result, Result] = {"met": "missed", "missed": "met", "partly": "partly", "not_scored": "not_scored"}


def weakest(findings: Sequence[Finding]) -> Finding:
    """`all`: a miss decides; else what cannot be known leaves it open; what had no occasion does not count."""
    scored, unknown = _apart(findings)
    worst = min(scored, key=lambda one: VALUES[one.result], default=None)
    if worst is None or (worst.result != "missed" and unknown):
        return unknown[0] if unknown else findings[0]
    if worst.result == "missed":
        return _all_bad(worst, scored)
    quotes = dict.fromkeys(quote for one in scored for quote in one.evidence[: MOST_QUOTES // len(scored) or 1])
    shown = tuple(sorted(quotes, key=lambda quote: quote.turn))
    return replace(worst, evidence=shown, looked_at=None if shown else worst.looked_at)


def _all_bad(worst: Finding, scored: Sequence[Finding]) -> Finding:
    """Of several bad moves each is named and shown: who insulted and bribed is told both."""
    bad = [one for one in scored if one.conduct and one.result != "met"]
    if worst.conduct is None or len(bad) < 2:
        return worst
    quotes = dict.fromkeys(quote for one in bad for quote in one.evidence[: MOST_QUOTES // len(bad) or 1])
    # the words shown are the worst's; what was bad in another turn says in which
    others = (one for one in bad if one is not worst and one.because and one.because != worst.because)
    named = (f"({one.near}) {one.because}" if one.near != worst.near else str(one.because) for one in others)
    because = " ".join(dict.fromkeys([worst.because or "", *named])).strip()
    return replace(worst, evidence=tuple(quotes)[:MOST_QUOTES], because=because)


def best(findings: Sequence[Finding]) -> Finding:
    """`any`: what is met or partly met decides; a miss only when nothing is unknown."""
    scored, unknown = _apart(findings)
    top = max(scored, key=lambda one: VALUES[one.result], default=None)
    if top is None or (top.result == "missed" and unknown):
        return unknown[0] if unknown else findings[0]
    return top


def turned(finding: Finding) -> Finding:
    """`not`: met when the inner signal is missed."""
    params = {key: value for key, value in finding.why.params.items() if key not in ("bound", "least", "most")}
    why = (
        Reason(code=finding.why.code, params={**params, "bound": "none"})
        if "bound" in finding.why.params
        else finding.why
    )
    return replace(finding, result=OPPOSITE[finding.result], why=why)


def _apart(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    scored = [one for one in findings if one.result != "not_scored"]
    unknown = [one for one in findings if one.result == "not_scored" and one.why.code != "no-occasion"]
    return scored, unknown
