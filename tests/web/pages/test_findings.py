"""The headline and what else is composed from a scorecard."""

from zoneinfo import ZoneInfo

import pytest

from roleplay.content.rubric import Rubric
from roleplay.scorecard import CheckResult, CriterionScore, FirstThing, Reason, Result, Scorecard
from roleplay.web.pages import findings
from roleplay.web.words import Words
from tests.web.conftest import shipped

EN, ZH = Words("en", ZoneInfo("UTC")), Words("zh", ZoneInfo("UTC"))


def rubric() -> Rubric:
    return shipped().rubrics["discovery"]


def card(
    total: int | None, passed: bool | None, *, first: bool = True, critical: Result = "met", level: int | None = 3
) -> Scorecard:
    checks = rubric().checks()
    grave = next(id for id, check in checks.items() if check.critical)
    plain = next(id for id, check in checks.items() if not check.critical)
    reason = Reason(code="none")
    thing = FirstThing(check=plain, turn=1, said="Hello.", why="why", better=None, source="advice")
    criteria = tuple(
        CriterionScore(
            id=criterion.id, phase=criterion.phase, weight=criterion.weight, level=level,
            checks=tuple(
                CheckResult(id=check.id, points=1, result=critical if check.id == grave else "met", why=reason, critical=check.critical)
                for check in criterion.checks
            ),
        )
        for criterion in rubric().criteria
    )  # fmt: skip
    return Scorecard(
        rubric="discovery",
        version=1,
        scorer="signals",
        total=total,
        passed=passed,
        criteria=criteria,
        first=(thing,) if first else (),
    )


def title() -> str:
    plain = next(check for check in rubric().checks().values() if not check.critical)
    return plain.advice.title[0].lower() + plain.advice.title[1:]


@pytest.mark.parametrize(
    ("scored", "wanted"),
    [
        (card(61, False), "Nine short. First, {title}"),
        (card(20, False), "50 short. First, {title}"),
        (card(82, True), "Passed, twelve to spare. Next, {title}"),
        (card(70, True, first=False), "Passed"),
        (card(90, False, critical="missed"), "A critical rule was broken. First, {title}"),
        (card(None, None, first=False), "Not scored"),
        (card(80, False, first=False), "Not passed"),
    ],
)
def test_the_first_line_is_the_finding(scored: Scorecard, wanted: str) -> None:
    assert findings.headline(EN, scored, rubric()) == wanted.format(title=title())


def test_the_words_of_a_level_are_those_of_the_nearest_anchor_at_or_below() -> None:
    for level in range(6):
        for row in findings.judged(card(61, False, level=level), rubric()):
            anchor = max(anchor for anchor in row.criterion.levels if anchor <= level)
            assert row.words == row.criterion.levels[anchor]
            assert row.points == row.criterion.weight * level / 5


def test_a_criterion_without_a_level_has_neither_words_nor_points() -> None:
    for row in findings.judged(card(None, None, level=None), rubric()):
        assert (row.words, row.points) == (None, None)


def test_a_check_that_fails_the_attempt_is_named() -> None:
    assert findings.failed_critical(card(90, False), rubric()) is None
    failed = findings.failed_critical(card(90, False, critical="missed"), rubric())
    assert failed is not None and failed.critical


def test_a_critical_check_that_the_talk_never_came_to_is_no_line_crossed() -> None:
    made = card(40, False, critical="missed")
    unreached = made.model_copy(update={"criteria": tuple(_passed_over(each) for each in made.criteria)})

    assert "A critical rule was broken" not in findings.headline(Words("en", ZoneInfo("UTC")), unreached, rubric())
    assert findings.failed_critical(unreached, rubric()) is None
    alone = unreached.model_copy(update={"total": 90})
    assert findings.failed_critical(alone, rubric()) is not None


def _passed_over(criterion: CriterionScore) -> CriterionScore:
    why = Reason(code="passed-over", params={"phase": criterion.phase})
    checks = tuple(c.model_copy(update={"why": why}) if c.critical else c for c in criterion.checks)
    return criterion.model_copy(update={"checks": checks})


def test_the_chinese_headline_is_chinese() -> None:
    assert findings.headline(ZH, card(61, False, first=False), rubric()) == "差 9 分"
