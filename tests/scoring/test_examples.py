"""A rubric's examples run like unit tests; those of the shipped rubrics hold."""

from pathlib import Path

import pytest

from roleplay.content.examples import read_example
from roleplay.content.rubric import Example
from roleplay.scoring.examples import Tried, try_example
from tests.scoring.talk import OVEN, customer, rubric, seller, talk
from tests.shipped import shipped

ROOT = Path(__file__).parent.parent.parent
SHIPPED = shipped()
ASKING = rubric(
    "- {id: asks, phase: opening, weight: 100, checks: [{id: open, signal: {move: open_question, at_least: 1}}]}"
)
TALK = talk(seller("How do your nights run?"), customer("Badly."))


def tried(**expected: object) -> Tried:
    example = Example.model_validate({"transcript": "talk.json", **expected})
    return try_example(example, ASKING, TALK, OVEN)


def test_a_talk_that_scores_as_expected_has_no_differences() -> None:
    assert tried(at_least=100, checks={"open": "met"}).is_met


@pytest.mark.parametrize(
    ("expected", "differences"),
    [
        ({"at_most": 50}, [("total", "≤ 50", "100")]),
        ({"checks": {"open": "missed"}}, [("open", "missed", "met")]),
        ({"at_most": 99, "checks": {"open": "partly"}}, [("total", "≤ 99", "100"), ("open", "partly", "met")]),
    ],
)
def test_each_difference_is_told(expected: dict[str, object], differences: list[tuple[str, str, str]]) -> None:
    assert [(one.what, one.wanted, one.got) for one in tried(**expected).differences] == differences


def test_a_difference_shows_the_words_it_rests_on() -> None:
    (difference,) = tried(checks={"open": "missed"}).differences
    assert difference.check is not None
    assert difference.check.evidence[0].quote == "How do your nights run?"


def test_a_talk_of_which_nothing_was_scored_reaches_no_bound() -> None:
    nothing = rubric("- {id: duty, phase: opening, weight: 100, checks: [{id: duty, signal: {must_do: any}}]}")
    for bound in ("at_least", "at_most"):
        result = try_example(Example.model_validate({"transcript": "t.json", bound: 50}), nothing, TALK, None)
        assert [one.got for one in result.differences] == ["-"]


@pytest.mark.parametrize("id", SHIPPED.rubrics)
def test_a_shipped_rubric_tells_good_middling_and_bad_talks_apart(id: str) -> None:
    standard = SHIPPED.rubrics[id]
    totals: list[int] = []
    for example in standard.examples:
        file = read_example(example, ROOT)
        scenario = SHIPPED.scenarios[file.scenario] if file.scenario else None
        result = try_example(example, standard, file.transcript(standard.language, scenario), scenario)
        assert result.is_met, (example.transcript, result.differences)
        totals.append(result.card.total or 0)
    good, middling, bad = totals[:3]
    assert good > middling > bad and good >= standard.pass_mark > bad
