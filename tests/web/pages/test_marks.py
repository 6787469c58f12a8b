"""The marker pen."""

from hypothesis import given
from hypothesis import strategies as st

from roleplay.web.pages.marks import Segment, segments

TEXT = "That is where it helps. It is one tablet, once a day."


def test_a_quote_is_marked_with_the_number_of_its_thing() -> None:
    assert segments(TEXT, [("That is where it helps.", 3)]) == [
        Segment("That is where it helps.", marked=True, thing=3),
        Segment(" It is one tablet, once a day."),
    ]


def test_quotes_that_overlap_become_one_mark_and_the_first_thing_keeps_its_number() -> None:
    assert segments("abcdef", [("bcd", 1), ("cde", None)]) == [
        Segment("a"), Segment("bcd", marked=True, thing=1), Segment("e", marked=True), Segment("f"),
    ]  # fmt: skip


def test_two_quotes_of_no_thing_side_by_side_are_one_mark() -> None:
    assert segments("abcd", [("ab", None), ("bc", None)]) == [Segment("abc", marked=True), Segment("d")]


def test_a_quote_that_was_never_said_marks_nothing() -> None:
    assert segments(TEXT, [("no such words", 1), ("", 2)]) == [Segment(TEXT)]


@given(st.text(max_size=40), st.lists(st.tuples(st.text(max_size=5), st.none() | st.integers(1, 3)), max_size=4))
def test_the_segments_are_always_the_text(text: str, quotes: list[tuple[str, int | None]]) -> None:
    assert "".join(segment.text for segment in segments(text, quotes)) == text
