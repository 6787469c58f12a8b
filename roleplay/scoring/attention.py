"""Why a coach should look at an attempt, and how soon: the order in which their eye helps most."""

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from roleplay.scorecard import CheckResult, Scorecard

Cause = Literal["critical", "sample", "disputed", "unsure", "near", "first", "extreme", "other"]
ORDER: tuple[Cause, ...] = ("critical", "sample", "disputed", "unsure", "near", "first", "extreme", "other")
NEAR = 3  # points from the pass mark: one check decides
HIGH, LOW = 95, 20
SAMPLE = 10  # one attempt in ten


@dataclass(frozen=True)
class Attention:
    """`cause` is worded by `queue.<cause>`; `note` fills its gaps."""

    cause: Cause
    note: dict[str, str | int] = field(default_factory=dict)

    @property
    def rank(self) -> int:
        return ORDER.index(self.cause)


def is_sampled(attempt_id: str) -> bool:
    """One in ten by chance, the same whenever it is asked: a coach marks it without seeing the score, so that agreement
    is measured on talks nobody chose. Whatever else it may show, in the queue it says nothing of its score."""
    return int(hashlib.sha256(f"sample {attempt_id}".encode()).hexdigest(), 16) % SAMPLE == 0


def attention(card: Scorecard, pass_mark: int, *, sampled: bool, first: bool, disputed: bool) -> Attention:
    """`first`: the seller's first talk in this scenario; `disputed`: the seller disagrees with something."""
    if sampled and not disputed:
        return Attention("sample")
    checks = [check for criterion in card.criteria for check in criterion.checks]
    if broken := next((check for check in checks if _is_broken(check)), None):
        return Attention("critical", _of_check(broken))
    if disputed:
        return Attention("disputed")
    if unsure := [check for check in checks if check.unsure or _fell_back(card, check)]:
        return Attention("unsure", {"n": len(unsure), "check": unsure[0].id})
    if card.total is not None and abs(card.total - pass_mark) <= NEAR:
        return Attention("near", {"by": card.total - pass_mark, "pass_mark": pass_mark})
    if first:
        return Attention("first")
    if card.total is not None and not LOW < card.total < HIGH:
        return Attention("extreme", {"total": card.total})
    return Attention("other")


def _is_broken(check: CheckResult) -> bool:
    """With words to show for it: a critical check the talk never came to is a miss, but no breach."""
    return check.critical and check.result == "missed" and bool(check.evidence)


def _of_check(check: CheckResult) -> dict[str, str | int]:
    quote = check.evidence[0]
    return {"check": check.id, "turn": quote.turn, "quote": quote.quote[:120]}


def _fell_back(card: Scorecard, check: CheckResult) -> bool:
    return card.scorer == "judge" and check.scorer == "signals" and check.why.code.startswith("judge-")
