"""A coach's correction recomputes by the scorer's own arithmetic, checked by hand here."""

from datetime import UTC, datetime

import pytest

from roleplay.coach_review import Correction
from roleplay.errors import RoleplayError
from roleplay.review.corrections import check_correction, corrected
from roleplay.scorecard import CheckResult, CriterionScore, Reason, Result, Scorecard

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def check(id: str, result: Result, critical: bool = False) -> CheckResult:
    return CheckResult(id=id, points=1, result=result, why=Reason(code="counted"), critical=critical)


# opening: 1 of 2 -> floor(5 x 1/2 + .5) = 3;  needs: 0 of 2 -> 0;  total = floor(100 x (40 x 3/5 + 60 x 0) / 100 + .5) = 24
CARD = Scorecard(
    rubric="r", version=1, scorer="signals", total=24, passed=False,
    criteria=(
        CriterionScore(id="opening", phase="opening", weight=40, level=3, checks=(check("a", "met"), check("b", "missed"))),
        CriterionScore(id="needs", phase="probing", weight=60, level=0, checks=(check("c", "missed"), check("d", "missed", True))),
    ),
)  # fmt: skip


def correction(target: str, value: str) -> Correction:
    return Correction(target=target, value=value, reason="as I see it", made_at=NOW)


def result(*corrections: tuple[str, str]) -> tuple[int | None, bool | None]:
    card = corrected(CARD, [correction(*each) for each in corrections], pass_mark=70)
    return card.total, card.passed


def test_without_corrections_nothing_changes() -> None:
    assert corrected(CARD, [], 70) == CARD


def test_a_corrected_check_recomputes_its_criterion_and_the_total() -> None:
    # needs: 1 of 2 -> 3; total = floor(40 x 3/5 + 60 x 3/5 + .5) = 60
    assert result(("check:c", "met")) == (60, False)
    # partly: .5 of 2 -> floor(5 x 1/4 + .5) = 1; total = 24 + 12 = 36
    assert result(("check:c", "partly")) == (36, False)


def test_a_check_that_is_not_scored_leaves_the_denominator() -> None:
    # opening 1 of 1 -> 5; total = floor(40 + .5) = 40
    assert result(("check:b", "not_scored")) == (40, False)


def test_a_corrected_level_overrides_what_the_checks_say() -> None:
    # total = 24 + 60 x 5/5 = 84, but the critical check is still missed
    assert result(("criterion:needs", "5")) == (84, False)
    assert result(("criterion:needs", "5"), ("check:d", "met")) == (84, True)


@pytest.mark.parametrize(
    ("target", "value"),
    [("check:zz", "met"), ("check:a", "5"), ("criterion:needs", "6"), ("criterion:a", "3"), ("check", "met"), ("", "")],
)
def test_what_is_not_on_the_scorecard_is_refused(target: str, value: str) -> None:
    with pytest.raises(RoleplayError, match="correction-odd"):
        check_correction(CARD, target, value)
