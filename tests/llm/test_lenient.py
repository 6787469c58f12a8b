"""What a model wrote around an object does not hide it."""

import pytest

from roleplay.llm.lenient import objects_in, without_reasoning

WANTED = {"mark": 3, "words": "a, b"}
PLAIN = '{"mark": 3, "words": "a, b"}'


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"```json\n{PLAIN}\n```",
        f"Here is my assessment:\n\n{PLAIN}\n\nI hope this helps.",
        f"结果如下：\n```\n{PLAIN}\n```",
        '{"mark": 3, "words": "a, b",}',
        f"<think>Maybe {{\"mark\": 5}}?</think>{PLAIN}",
        f"It could be {{\"mark\": 5}}, but no.\n</think>\n{PLAIN}",
        f"<thinking>so</thinking>\n{PLAIN}",
        f"The set {{a}} aside, {PLAIN}",
    ],
)  # fmt: skip
def test_the_object_is_found(text: str) -> None:
    assert objects_in(text) == [WANTED]


def test_a_line_break_inside_words_is_one_of_them() -> None:
    assert objects_in('{"words": "one\ntwo"}') == [{"words": "one\ntwo"}]


def test_a_comma_inside_words_stays_where_a_trailing_one_goes() -> None:
    assert objects_in('{"words": "a,}", "list": [1, 2,],}') == [{"words": "a,}", "list": [1, 2]}]


def test_several_objects_come_in_order_and_inner_ones_stay_inside() -> None:
    assert objects_in('{"a": {"b": 1}} then {"c": 2}') == [{"a": {"b": 1}}, {"c": 2}]


@pytest.mark.parametrize("text", ["", "no object", "{broken", "[1, 2]", "{" * 3000, "<think>{}"])
def test_where_there_is_none_none_is_made_up(text: str) -> None:
    assert objects_in(text) == []


def test_reasoning_that_never_ends_leaves_nothing() -> None:
    assert without_reasoning("<think>and on and on") == ""
