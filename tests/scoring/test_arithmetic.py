"""Levels, totals and pass or fail: each sum can be done on paper."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.scorecard import CheckResult, CriterionScore, Reason, Result
from roleplay.scoring.arithmetic import is_passed, level_of, total_of


def check(result: Result, points: float = 1, critical: bool = False) -> CheckResult:
    return CheckResult(id="c", points=points, result=result, why=Reason(code="count"), critical=critical)


def criterion(level: int | None, weight: int = 50, checks: Sequence[CheckResult] = ()) -> CriterionScore:
    return CriterionScore(id="k", phase="probing", weight=weight, level=level, checks=tuple(checks))


@pytest.mark.parametrize(
    ("results", "level"),
    [
        (["met"], 5),
        (["missed"], 0),
        (["met", "missed"], 3),  # share 1/2: 5 x .5 + .5 = 3.0
        (["partly", "missed"], 1),  # share 1/4: 1.25 + .5 = 1.75
        (["met", "met", "partly", "missed"], 3),  # share 2.5/4: 3.125 + .5 = 3.625
        (["met", "met", "partly"], 4),  # share 2.5/3: 4.1667 + .5 = 4.667
        (["met", "not_scored"], 5),  # share 1/1: what was not scored is in neither sum
        (["partly"], 3),  # share 1/2
    ],
)
def test_a_level_is_the_share_of_its_points_on_five(results: list[Result], level: int) -> None:
    assert level_of([check(result) for result in results]) == level


def test_points_weigh_a_check() -> None:
    # (2 x 1 + .5 x .5 + 1 x 0) / 3.5 = 2.25 / 3.5 = .642857; x 5 + .5 = 3.714
    assert level_of([check("met", 2), check("partly", 0.5), check("missed", 1)]) == 3


def test_a_half_rounds_up_also_where_binary_fractions_fall_short() -> None:
    # .1 + .2 = .3 exactly: share .3 / 1.0 = 3/10, 5 x .3 + .5 = 2.0; in binary .30000000000000004 hides what .7 shows
    assert level_of([check("met", 0.1), check("met", 0.2), check("missed", 0.7)]) == 2
    # 2.1 / 3.0 = 7/10: 5 x .7 + .5 = 4.0; in binary 0.7 x 5 is just under
    assert level_of([check("met", 2.1), check("missed", 0.9)]) == 4


def test_a_criterion_without_a_scored_check_has_no_level() -> None:
    assert level_of([check("not_scored"), check("not_scored")]) is None
    assert level_of([]) is None


def test_the_total_is_the_weighted_levels_on_a_hundred() -> None:
    # 15 x 4/5 + 25 x 3/5 + 20 x 3/5 + 25 x 2/5 + 15 x 4/5 = 12 + 15 + 12 + 10 + 12 = 61 of 100
    levels = [(15, 4), (25, 3), (20, 3), (25, 2), (15, 4)]
    assert total_of([criterion(level, weight) for weight, level in levels]) == 61


def test_a_criterion_without_a_level_is_out_of_the_denominator() -> None:
    # 30 x 4/5 = 24 of 30: 80
    assert total_of([criterion(4, 30), criterion(None, 70)]) == 80
    # 40 x 3/5 + 33 x 2/5 = 24 + 13.2 = 37.2 of 73: 50.96, and .5 more, cut: 51
    assert total_of([criterion(3, 40), criterion(2, 33), criterion(None, 27)]) == 51


def test_nothing_scored_has_no_total_and_neither_passes_nor_fails() -> None:
    assert total_of([criterion(None), criterion(None)]) is None
    assert is_passed([criterion(None), criterion(None)], 70) is None


def test_the_pass_mark_itself_passes() -> None:
    # 50 x 4/5 + 50 x 3/5 = 70
    assert is_passed([criterion(4), criterion(3)], 70) is True
    assert is_passed([criterion(4), criterion(3)], 71) is False


def test_a_critical_miss_fails_whatever_the_total() -> None:
    broken = [criterion(5, checks=[check("missed", critical=True)]), criterion(5)]
    assert total_of(broken) == 100
    assert is_passed(broken, 70) is False


def test_a_critical_check_that_is_partly_met_or_not_scored_does_not_fail() -> None:
    for result in ("partly", "not_scored", "met"):
        assert is_passed([criterion(5, checks=[check(result, critical=True)]), criterion(5)], 70) is True


def test_less_than_sixty_percent_of_the_weight_is_too_little_to_pass() -> None:
    assert is_passed([criterion(5, 59), criterion(None, 41)], 70) is False
    assert is_passed([criterion(5, 60), criterion(None, 40)], 70) is True


RESULTS = st.sampled_from(["met", "partly", "missed", "not_scored"])
CHECKS = st.lists(st.builds(check, RESULTS, st.sampled_from([0.1, 0.5, 1, 1.5, 2.1, 10])), min_size=1, max_size=8)


@given(CHECKS)
def test_a_level_stays_between_nought_and_five(checks: list[CheckResult]) -> None:
    level = level_of(checks)
    assert (level is None) == all(each.result == "not_scored" for each in checks)
    assert level is None or 0 <= level <= 5


@given(CHECKS, st.randoms())
def test_the_order_of_checks_does_not_matter(checks: list[CheckResult], random: object) -> None:
    shuffled = list(checks)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert level_of(shuffled) == level_of(checks)


@given(CHECKS, st.integers(0, 7))
def test_a_better_result_never_lowers_a_level(checks: list[CheckResult], at: int) -> None:
    at %= len(checks)
    if checks[at].result == "not_scored":
        return
    better = [*checks[:at], checks[at].model_copy(update={"result": "met"}), *checks[at + 1 :]]
    before, after = level_of(checks), level_of(better)
    assert before is not None and after is not None and after >= before


@given(st.lists(st.tuples(st.integers(1, 100), st.none() | st.integers(0, 5)), min_size=1, max_size=6))
def test_a_total_lies_between_the_worst_and_the_best_level(levels: list[tuple[int, int | None]]) -> None:
    total = total_of([criterion(level, weight) for weight, level in levels])
    scored = [level for _weight, level in levels if level is not None]
    assert (total is None) == (not scored)
    assert total is None or 20 * min(scored) <= total <= 20 * max(scored)
