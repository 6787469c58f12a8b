"""The realism figures, on examples small enough to be worked out by hand."""

import pytest

from roleplay.rehearsal.realism import (
    CustomerLine,
    is_one_liner,
    is_yes_no,
    long_lines,
    realism,
    recurrence,
    said_twice,
)


def test_a_one_liner_has_fewer_than_six_words_or_eight_characters() -> None:
    assert is_one_liner("It varies a great deal.", "en") and not is_one_liner("It varies a great deal here.", "en")
    assert is_one_liner("看家里情况吧你。", "zh-CN") and not is_one_liner("看家里的情况吧你。", "zh-CN")


@pytest.mark.parametrize("text", ["Yes.", "No, no.", "Of course.", "Not really."])
def test_a_bare_yes_or_no_is_nothing_else(text: str) -> None:
    assert is_yes_no(text, "en") and not is_yes_no(f"{text} Ask Marion.", "en")


def test_a_chinese_yes_or_no_is_known_too() -> None:
    assert is_yes_no("是的。", "zh-CN") and is_yes_no("嗯，没有。", "zh") and not is_yes_no("没有人管。", "zh")


def test_the_figures_of_two_turns() -> None:
    told = realism(
        [
            [
                CustomerLine("Yes."),
                CustomerLine("We lose time at the gate every single morning.", "Where do you lose time?"),
            ]
        ],
        "en",
    )

    assert told["one_liners"] == 0.5 and told["yes_no"] == 0.5
    assert told["median_length"] == 5  # of 1 and 9 words
    assert told["variation"] == 0.8  # both are 4 away from a mean of 5
    assert told["echo"] == pytest.approx(
        2 / 6, abs=0.001
    )  # lose, time of yes, lose, time, gate, every, single, morning
    assert told["twice"] == 0 and told["recurrence"] == 0


def test_recurrence_is_the_share_of_one_attempts_long_lines_that_another_one_has() -> None:
    assert recurrence([["a", "b"], ["a", "c"]]) == 0.5
    assert recurrence([["a", "b"], ["a", "c"], ["d", "e"]]) == pytest.approx(1 / 6)  # one pair of three shares a half
    assert recurrence([["a"]]) == 0 and recurrence([]) == 0


def test_a_long_line_said_twice_in_an_attempt_is_counted() -> None:
    lines = long_lines("Yes. We lose time at the gate every day. We lose time at the gate every day.", "en")
    assert lines == ["We lose time at the gate every day."] * 2
    assert said_twice(lines) == 1


def test_no_turns_give_no_figures() -> None:
    assert realism([[]], "en") == {}
