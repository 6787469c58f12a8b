"""The points of the small charts."""

from roleplay.attempt import Attempt
from roleplay.practice import StoredCard
from roleplay.scorecard import Scorecard
from roleplay.web.pages.progress.chart import Apart, ChartedAttempt, chart_lines
from tests.store.conftest import STARTED, an_attempt
from tests.web.conftest import shipped
from tests.web.pages.test_scorecard_findings import card

RUBRIC = shipped().rubrics["discovery"]


def scored(total: int | None, level: int | None, apart: Apart | None = None) -> ChartedAttempt:
    attempt: Attempt = an_attempt(total=total)
    made: Scorecard = card(total, False, level=level)
    return ChartedAttempt(attempt, StoredCard(1, "a" * 64, "v1", STARTED, made), apart)


def test_total_comes_first_with_the_pass_mark_then_the_criteria_with_level_three() -> None:
    total, *criteria = chart_lines([scored(40, 2), scored(80, 4)], RUBRIC)
    assert (total.criterion, total.mark, total.alike, total.change, total.low) == (None, 70, [40, 80], 40, False)
    assert [line.name for line in criteria] == [criterion.name for criterion in RUBRIC.criteria]
    assert (criteria[0].mark, criteria[0].alike, criteria[0].change) == (3, [2, 4], 2)


def test_higher_is_further_up_and_later_further_right() -> None:
    first, second = chart_lines([scored(0, 0), scored(100, 5)], RUBRIC)[0].drawn
    assert first.x < second.x and first.y > second.y
    assert (first.y, second.y) == (29.0, 7.0)


def test_a_criterion_that_was_not_scored_leaves_a_gap_and_no_line_across_it() -> None:
    line = chart_lines([scored(40, 2), scored(50, None), scored(60, 3)], RUBRIC)[1]
    assert [point and point.value for point in line.points] == [2, None, 3]
    assert line.joined == []
    assert line.change == 1


def test_no_difference_is_told_of_what_was_not_scored_last() -> None:
    line = chart_lines([scored(40, 2), scored(50, 3), scored(60, None)], RUBRIC)[1]
    assert (line.change, line.low) == (None, False)


def test_what_cannot_be_compared_is_drawn_apart() -> None:
    line = chart_lines([scored(40, 1, "rubric"), scored(50, 2), scored(60, 4)], RUBRIC)[1]
    assert [point.apart for point in line.drawn] == ["rubric", None, None]
    assert (len(line.joined), line.alike, line.change) == (1, [2, 4], 2)


def test_one_talk_alone_draws_nothing() -> None:
    assert chart_lines([scored(40, 2)], RUBRIC) == []
