"""What `check` says of phrases, hints, examples and meanings, each at its line and column."""

import pytest

from roleplay.content.phrase_rules import findings
from tests.content.conftest import Folder

OVEN = "scenarios/oven-call.yaml"


def test_a_hint_that_tells_its_fact_is_an_error(folder: Folder) -> None:
    folder.change(OVEN, "Running the ovens is not cheap.", "Well, gas has gone up by half since spring, you know.")

    assert folder.lines() == [
        f"{OVEN}:26:18 error: this hint gives away the fact “gas”: it contains “gas has gone up by half since spring” "
        "Only show that there is something to ask about. The seller has to earn the fact."
    ]


def test_a_hint_may_say_what_stands_in_the_brief(folder: Folder) -> None:
    folder.change(OVEN, "brief: Pat saw", "brief: Gas has gone up by half since spring. Pat saw")
    folder.change(OVEN, "Running the ovens is not cheap.", "Gas has gone up by half since spring.")
    assert folder.problems() == []


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("how", "wide-phrase"),
        ("'how ?'", "wide-phrase"),
        ("gas|what", "wide-phrase"),
        ("“gas bill”", "quoted-phrase"),
        ("'\"gas bill\"'", "quoted-phrase"),
        ("‘gas’", "quoted-phrase"),
        ("gas｜oil bill", "sign-in-phrase"),
        ("煤气，账单", "sign-in-phrase"),
        ("'What does the gas cost you?'", "sentence-phrase"),
        ("how much do you pay for gas every month", "sentence-phrase"),
    ],
)
def test_a_phrase_that_hears_too_much_or_nothing_is_named(folder: Folder, phrase: str, code: str) -> None:
    folder.change(OVEN, "[gas bill|cost, energy bill|cost]", f"\n      - {phrase}\n      - energy bill|cost")
    assert [(one.code, one.level, one.place.line, one.place.column) for one in folder.problems()] == [
        (code, "warning", 25, 9)
    ]


@pytest.mark.parametrize(
    "phrase", ["gas", "how gas", "how|what gas|oil cost|pay ?", "don’t pay", "'1,186 ovens'", "煤气 多少", "gas_bill"]
)
def test_a_phrase_with_a_word_of_its_own_is_left_alone(folder: Folder, phrase: str) -> None:
    folder.change(OVEN, "[gas bill|cost, energy bill|cost]", f"\n      - {phrase}\n      - energy bill|cost")
    assert folder.problems() == []


def test_in_chinese_a_single_common_word_is_too_wide_too() -> None:
    assert [code for code, _params in findings("怎么", "zh-CN")] == ["wide-phrase"]
    assert [code for code, _params in findings("您家里现在每个月的煤气费大概要交多少钱", "zh-CN")] == [
        "sentence-phrase"
    ]
    assert list(findings("煤气", "zh-CN")) == []


HEARING = """format: 1
id: oven-call
language: en
topics:
  "fact:gas":
    meaning: {meaning}
    examples: [What do you pay for gas?, {more}]
    not: ["{refused}"]
  "fact:burn":
    examples: [Has anybody been hurt?, "{other}"]
"""


def hearing(folder: Folder, **words: str) -> Folder:
    usual = {
        "meaning": "Asks what baking costs.", "more": "And the bills?", "refused": "Is there gas in your car?",
        "other": "Is it safe?",
    }  # fmt: skip
    (folder.path / "hearing").mkdir()
    (folder.path / "hearing" / "oven-call.yaml").write_text(HEARING.format(**{**usual, **words}), encoding="utf-8")
    return folder


def test_a_hearing_file_that_is_right_is_left_alone(folder: Folder) -> None:
    assert hearing(folder).problems() == []


def test_an_example_that_another_topic_lists_too_is_named(folder: Folder) -> None:
    (problem,) = hearing(folder, other="what do you pay for gas").problems()
    assert (problem.code, problem.file, problem.place.line) == ("example-of-two", "hearing/oven-call.yaml", 10)
    assert problem.params == {"id": "fact:burn", "other": "fact:gas"}


def test_an_example_that_is_also_refused_is_named(folder: Folder) -> None:
    (problem,) = hearing(folder, refused="And the bills?").problems()
    assert (problem.code, problem.level, problem.place.line) == ("example-and-not", "warning", 7)


@pytest.mark.parametrize(
    "meaning", ["Asks why gas has gone up by half, since spring.", "Hears that it is 1450 a month."]
)
def test_a_meaning_that_tells_the_answer_is_named(folder: Folder, meaning: str) -> None:
    folder.change(OVEN, "The gas bill is up by half.", "It is 1450 a month now.")
    (problem,) = hearing(folder, meaning=f'"{meaning}"').problems()
    assert (problem.code, problem.level, problem.place.line, problem.place.column) == ("meaning-tells", "warning", 6, 5)
