"""Raters are compared by criterion and check; what was not scored is missing, and few values give no figures."""

from roleplay.scorecard import Scorecard
from roleplay.scoring.rated import FEW, Rated, among, between, runs_of, values_of
from roleplay.scoring.scorer import score
from tests.scoring.talk import OVEN
from tests.scoring.test_scorer import GOOD, WHOLE


def rated(rater: str, *values: float | None, check: str | None = None, text: str = "a1") -> list[Rated]:
    """One value for each attempt, numbered."""
    return [Rated(str(n), rater, "call", text, "needs", check, value) for n, value in enumerate(values)]


LEVELS = [5.0, 4.0, 3.0, 2.0, 1.0] * 4
LOWER = [4.0, 4.0, 3.0, 2.0, 1.0] * 4


def test_two_raters_of_twenty_talks_are_compared() -> None:
    (one,) = between([*rated("signals", *LEVELS), *rated("coach", *LOWER)])
    assert (one.rubric, one.criterion, one.check, one.raters) == ("call", "needs", None, ("signals", "coach"))
    assert (one.n, one.exact, one.within_one, one.bias) == (20, 0.8, 1.0, 0.2)
    assert one.kappa is not None and one.alpha is not None and not one.too_few


def test_under_twenty_there_are_no_figures() -> None:
    (one,) = between([*rated("signals", *LEVELS[: FEW - 1]), *rated("coach", *LOWER)])
    assert (one.n, one.too_few, one.exact, one.kappa, one.alpha, one.bias) == (19, True, None, None, None, None)


def test_what_was_not_scored_is_missing() -> None:
    (one,) = between([*rated("signals", *LEVELS, None), *rated("coach", *LOWER, 5.0)])
    assert one.n == 20


def test_a_check_is_within_one_when_it_is_a_step_apart() -> None:
    ours, theirs = [1.0, 0.5] * 10, [0.0, 0.0] * 10
    (one,) = between([*rated("signals", *ours, check="asks"), *rated("coach", *theirs, check="asks")])
    assert one.within_one == 0.5


def test_values_by_different_wordings_of_a_rubric_are_not_compared() -> None:
    assert between([*rated("signals", *LEVELS), *rated("coach", *LOWER, text="b2")]) == []


def test_a_rater_means_the_later_of_two_values() -> None:
    (one,) = between([*rated("signals", *LEVELS), *rated("coach", *LEVELS), *rated("coach", *LOWER)])
    assert one.exact == 0.8


def test_each_pair_of_three_raters_in_the_order_they_come() -> None:
    found = between([*rated("signals", *LEVELS), *rated("judge", *LEVELS), *rated("coach", *LOWER)])
    assert [one.raters for one in found] == [("signals", "judge"), ("signals", "coach"), ("judge", "coach")]


def test_all_together_have_one_alpha_that_minds_no_gaps() -> None:
    runs = [*rated("#1", *LEVELS, None), *rated("#2", *LEVELS, 5.0), *rated("#3", *LEVELS[:3])]
    (one,) = among(runs)
    assert (one.raters, one.n, one.alpha) == (("#1", "#2", "#3"), 20, 1.0)


CARD = score(GOOD, WHOLE, OVEN)


def test_a_scorecard_gives_a_level_and_a_worth_for_everything_scored() -> None:
    records = list(values_of("a", "signals 1", "h", CARD))
    levels = {one.criterion: one.value for one in records if one.check is None}
    assert levels == {criterion.id: criterion.level for criterion in CARD.criteria}
    assert {one.value for one in records if one.check} <= {0.0, 0.5, 1.0, None}


def judged(**update: object) -> Scorecard:
    """The same as if a judge had made it, but for its first check."""
    criteria = [
        each.model_copy(update={"checks": tuple(check.model_copy(update={"scorer": "judge"}) for check in each.checks)})
        for each in CARD.criteria
    ]
    first = criteria[0].checks[0].model_copy(update=update)
    criteria[0] = criteria[0].model_copy(update={"checks": (first, *criteria[0].checks[1:])})
    return CARD.model_copy(update={"scorer": "judge", "criteria": tuple(criteria)})


def test_what_the_signals_gave_in_a_judges_place_is_not_the_judges() -> None:
    fallen = judged(scorer="signals")
    missing = {one.check for one in values_of("a", "judge m", "h", fallen) if one.value is None}
    own = {one.check for one in values_of("a", "judge m", "h", judged(scorer="judge")) if one.value is None}
    assert missing - own == {fallen.criteria[0].checks[0].id, None}


def test_each_run_of_a_judge_is_a_rater() -> None:
    runs = list(runs_of("a", "judge m", "h", judged(runs=("met", "missed", "not_scored"))))
    assert [(one.rater, one.value) for one in runs] == [("judge m #1", 1.0), ("judge m #2", 0.0), ("judge m #3", None)]
