"""Quotes are clauses, word for word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.scoring.quotes import LONGEST, clause, excerpt, sentences


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Good morning, Dr. Hale. It costs 4.50 a day! Fine?",
            ["Good morning, Dr. Hale.", "It costs 4.50 a day!", "Fine?"],
        ),
        ("您好。今天只占您五分钟，可以吗？谢谢", ["您好。", "今天只占您五分钟，可以吗？", "谢谢"]),
        ("“Really?” she said.\nYes…", ["“Really?”", "she said.", "Yes…"]),
        ("   ", []),
        ("😀", ["😀"]),
    ],
)
def test_sentences_end_where_people_end_them(text: str, wanted: list[str]) -> None:
    assert pieces(text) == wanted


def test_a_quote_is_the_sentence_around_the_words() -> None:
    text = "It is a large study. 312 of the 1,186 were over seventy-five. Shall I send it?"
    at = text.index("312")
    assert clause(text, at, at + 3) == "312 of the 1,186 were over seventy-five."


def test_of_a_long_sentence_only_the_clause_is_quoted() -> None:
    text = f"I would like to begin by saying {'very ' * 30}much, and it never fails, {'as everybody here knows ' * 5}"
    at = text.index("never fails")
    assert clause(text, at, at + 11) == "and it never fails,"


@given(st.text(max_size=400), st.integers(0, 400), st.integers(1, 60))
def test_a_quote_always_stands_in_its_text(text: str, start: int, length: int) -> None:
    if not text:
        return
    start %= len(text)
    quote = clause(text, start, min(start + length, len(text)))
    assert quote in text
    assert len(quote) <= LONGEST + length


@given(st.text(max_size=600))
def test_an_excerpt_is_short_and_stands_in_its_text(text: str) -> None:
    assert excerpt(text) in text
    assert len(excerpt(text)) <= 240
