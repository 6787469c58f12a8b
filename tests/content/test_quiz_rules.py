"""What is wrong in a quiz file is said at its line."""

import pytest

from roleplay.content.library import parse
from roleplay.content.rules import problems_across
from tests.shipped import ROOT

QUIZ = (ROOT / "quiz" / "lanan.yaml").read_text(encoding="utf-8")
SCENARIO = (ROOT / "scenarios" / "new-drug-visit.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("scenario: new-drug-visit", "scenario: pottery", "no-scenario", 5),
        ("language: zh-CN", "language: en", "quiz-language", 5),
        ("point: key_message:once-daily", "point: key_message:twice-daily", "quiz-no-point", 8),
        ("right: 每日一次，一次一片", "right: 每日三次", "quiz-right-unknown", 12),
        ("right: 每日一次，一次一片", "right: [每日一次，一次一片, 每周一次，一次一片]", "quiz-one-right", 12),
        ("answers: [对, 不对]", "answers: [对]", "quiz-few-answers", 18),
        ("answers: [对, 不对]", "answers: [对, 对]", "quiz-same-answers", 18),
        ("第 2 周和第 ____ 周", "第 2 周和第 8 周", "quiz-gap-mark", 52),
        (
            "right: [当场问清情况, 说明会按流程上报, 在公司规定的时间内上报, 之后再谈别的]",
            "right: [当场问清情况]",
            "quiz-order-all",
            None,
        ),
        ("  - id: with-morning", "  - id: dose", "duplicate-id-inside", 14),
    ],
)
def test_a_fault_is_named_at_its_line(before: str, after: str, code: str, line: int | None) -> None:
    assert before in QUIZ
    quiz, problems = parse("quiz", QUIZ.replace(before, after, 1), "quiz/lanan.yaml")
    scenario, _ = parse("scenario", SCENARIO, "scenarios/new-drug-visit.yaml")
    assert quiz and scenario and not problems
    found = [problem for problem in problems_across([quiz, scenario]) if problem.file == "quiz/lanan.yaml"]
    assert [problem.code for problem in found] == [code]
    assert line is None or found[0].place.line == line
