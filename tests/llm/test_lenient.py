"""What a model wrote around an object does not hide it."""

import json
import re
import time

import pytest

from roleplay.llm.lenient import last_object_with, objects_in, without_reasoning
from tests.hang import no_hang

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


LISTED = '{"moves": [{"move": "thanks", "quote": "thank {you}"}, {"move": "farewell", "quote": "by\\"e"}], "time": ""}'
NAMES = frozenset({"moves", "topics"})


FIRST_ENDS, SECOND_ENDS, _ = (match.end() for match in re.finditer(r'"}', LISTED))


@pytest.mark.parametrize(
    ("end", "moves"),
    [
        (0, None), (9, None), (FIRST_ENDS - 1, None), (FIRST_ENDS, ["thanks"]), (SECOND_ENDS - 1, ["thanks"]),
        (SECOND_ENDS, ["thanks", "farewell"]), (len(LISTED), ["thanks", "farewell"]),
    ],
)  # fmt: skip
def test_of_an_object_that_was_cut_off_all_that_is_whole_counts(end: int, moves: list[str] | None) -> None:
    found = last_object_with(LISTED[:end], NAMES)
    assert (None if found is None else [each["move"] for each in found["moves"]]) == moves


@pytest.mark.parametrize("end", range(len(LISTED) + 1))
def test_wherever_it_is_cut_nothing_is_made_up(end: int) -> None:
    whole, found = json.loads(LISTED), last_object_with(f"Well:\n```json\n{LISTED[:end]}", NAMES)
    assert found is None or all(
        value == whole[key] or value == whole[key][: len(value)] for key, value in found.items()
    )


def test_the_last_whole_object_with_a_wanted_key_is_taken() -> None:
    text = f'<think>{{"moves": 1}}</think> {{"a": {{"moves": 2}}}} {LISTED} {{"note": 3}}'
    assert last_object_with(text, NAMES) == json.loads(LISTED)


ODD = ["{" * 50_000, "[" * 50_000, '{"moves": ' * 9_000, '{"moves": [' + "{}," * 20_000, "}{" * 9_000]


@pytest.mark.parametrize("odd", ODD)
def test_reading_an_odd_answer_comes_to_an_end(odd: str) -> None:
    with no_hang():
        last_object_with(odd, NAMES)


@pytest.mark.parametrize("odd", [*ODD, '{"a": [1,} ' * 4_000, '{"a": ' * 500 + "1, " * 15_000])
def test_looking_for_every_object_in_an_odd_answer_comes_to_an_end(odd: str) -> None:
    with no_hang():
        objects_in(odd)


def test_half_a_character_behind_an_escape_is_taken_out_wherever_it_stands() -> None:
    text = r'{"moves": [{"quote": "fine \ud83d thanks"}], "\ud83d note": "so\u0000"}'
    assert objects_in(text) == [{"moves": [{"quote": "fine  thanks"}], " note": "so"}]
    assert last_object_with(text, NAMES) == objects_in(text)[0]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.clock
def test_an_odd_answer_takes_no_time(odd: str) -> None:
    began = time.process_time()
    last_object_with(odd, NAMES)
    assert time.process_time() - began < 2
