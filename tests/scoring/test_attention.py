"""The order of the coach's queue: what needs their eye most comes first, and says why."""

import pytest

from roleplay.scorecard import CheckResult, CriterionScore, Evidence, Reason, Scorecard, Scorer
from roleplay.scoring.attention import attention, is_sampled


def card(total: int | None, *checks: CheckResult, scorer: Scorer = "signals") -> Scorecard:
    criterion = CriterionScore(id="needs", phase="probing", weight=100, level=3, checks=checks)
    return Scorecard(rubric="r", version=1, scorer=scorer, total=total, passed=None, criteria=(criterion,))


def check(id: str = "listens", code: str = "counted", **more: object) -> CheckResult:
    return CheckResult.model_validate({"id": id, "points": 1, "result": "met", "why": Reason(code=code)} | more)


SAID = check("no-cure", result="missed", critical=True, evidence=(Evidence(turn=7, quote="it cures"),))
NEVER_REACHED = check("no-cure", result="missed", critical=True)


def cause(made: Scorecard, sampled: bool = False, first: bool = False, disputed: bool = False) -> str:
    return attention(made, 70, sampled=sampled, first=first, disputed=disputed).cause


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (card(74, SAID), "critical"),
        (card(50, NEVER_REACHED), "other"),
        (card(60, check(unsure=True)), "unsure"),
        (card(60, check(code="judge-failed"), scorer="judge"), "unsure"),
        (card(73), "near"), (card(67), "near"), (card(74), "other"),
        (card(95), "extreme"), (card(20), "extreme"), (card(94), "other"),
        (card(None), "other"),
    ],
)  # fmt: skip
def test_why_a_coach_should_look(made: Scorecard, expected: str) -> None:
    assert cause(made) == expected


def test_a_dispute_and_a_first_talk_are_reasons_and_a_breach_comes_before_both() -> None:
    assert cause(card(60), disputed=True) == "disputed"
    assert cause(card(60), first=True) == "first"
    assert cause(card(60, SAID), first=True, disputed=True) == "critical"


def test_the_sample_says_nothing_of_its_score_until_the_seller_disputes_it() -> None:
    assert cause(card(74, SAID), sampled=True) == "sample"
    assert attention(card(74, SAID), 70, sampled=True, first=True, disputed=False).note == {}
    assert cause(card(60), sampled=True, disputed=True) == "disputed"


def test_a_breach_shows_its_words() -> None:
    note = attention(card(74, SAID), 70, sampled=False, first=False, disputed=False).note
    assert note == {"check": "no-cure", "turn": 7, "quote": "it cures"}


def test_about_one_attempt_in_ten_is_drawn_and_always_the_same() -> None:
    drawn = [id for id in map(str, range(5000)) if is_sampled(id)]
    assert 400 < len(drawn) < 600
    assert all(is_sampled(id) for id in drawn)
