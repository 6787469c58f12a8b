"""A quote counts when it stands in the turn: blanks, width and quotation marks aside, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.scorecard import Evidence
from roleplay.scoring.judge.fence import neutralised
from roleplay.scoring.judge.grounding import grounded, words_in_turn
from roleplay.scoring.judge.observations import Quoted
from roleplay.scoring.quotes import is_verified
from roleplay.transcript import Turn

LINE = "He said “it's fine”,  and then: (a) 3 of 10, <b>really</b>."
ZH = "您刚才说：“老人家漏服”，一个月大概有几次（漏一次也算）？"


@pytest.mark.parametrize(
    ("quote", "text", "words"),
    [
        ("and then: (a) 3 of 10", LINE, "and then: (a) 3 of 10"),
        ('"it\'s fine", and then', LINE, "it's fine”,  and then"),
        ("３ of １０", LINE, "3 of 10"),
        ("＜b＞really＜/b＞", LINE, "<b>really</b>"),
        ("「老人家漏服」, 一个月", ZH, "老人家漏服”，一个月"),
        ("一个月大概有几次(漏一次也算)?", ZH, "一个月大概有几次（漏一次也算）？"),
        ("老人家 漏服", ZH, "老人家漏服"),
    ],
)
def test_words_are_given_back_as_they_stand(quote: str, text: str, words: str) -> None:
    assert words_in_turn(quote, text) == words


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("he said", LINE),  # another case is another word
        ("and then (a) 3 of 10", LINE),  # a sign left out
        ("He said … then", LINE),
        ("老人家忘服", ZH),
        ("您刚才讲", ZH),
        ("", LINE),
        ("“”", LINE),
        ("of", LINE),  # says nothing
        ("said", LINE),  # four letters stand in any turn
        ("3 of", LINE),
        ("您", ZH),
        ("一个月大", ZH),
    ],
)
def test_other_words_are_not_found(quote: str, text: str) -> None:
    assert words_in_turn(quote, text) is None


def test_a_turn_of_two_letters_can_be_quoted_whole() -> None:
    assert words_in_turn("No.", "No.") == "No."


def test_a_long_quote_is_kept_as_far_as_a_reader_needs_it() -> None:
    text = "We come on Monday. " * 30
    words = words_in_turn(text, text)
    assert words is not None and len(words) <= 160 and text.startswith(words) and words.endswith("Monday.")


def test_the_named_turn_then_the_only_other_and_never_one_of_two() -> None:
    said = {n: Turn(n=n, speaker="seller", text=text) for n, text in [(1, "How are you?"), (3, "How are you?"), (5, "What now?")]}  # fmt: skip
    found = grounded(
        [Quoted(turn=3, quote="How are you"), Quoted(turn=1, quote="What now?"), Quoted(turn=5, quote="How are you?")],
        said,
    )
    assert found == (Evidence(turn=3, quote="How are you"), Evidence(turn=5, quote="What now?"))


@given(st.text(max_size=80), st.integers(0, 60), st.integers(1, 60))
def test_whatever_is_copied_from_what_was_shown_is_found_and_verified(text: str, start: int, length: int) -> None:
    quote = neutralised(text)[start : start + length]
    words = words_in_turn(quote, text)
    turn = Turn(n=1, speaker="seller", text=text)
    if words is None:
        words_of_other_scripts = re.findall(r"[^\W_\u3400-\u9fff]+", quote)
        assert len(words_of_other_scripts) < 3 and len(re.findall(r"[\u3400-\u9fff]", quote)) < 6
    else:
        assert is_verified(Evidence(turn=1, quote=words), {1: turn})


@pytest.mark.parametrize(
    ("quote", "text"),
    [("Thank you", "Thank you, and until Thursday."), ("谢谢您", "谢谢您。"), ("不耽误了", "不耽误了，周四见。")],
)
def test_a_whole_clause_shows_something_however_short(quote: str, text: str) -> None:
    assert words_in_turn(quote, text) == quote


def test_a_short_quote_is_looked_for_where_it_is_a_clause() -> None:
    assert words_in_turn("of course", "A matter of course is no answer. Of course, of course.") == "of course"
