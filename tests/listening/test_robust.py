"""Nothing that is typed makes the listening fail, or keeps it busy."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.listening.listener import Listener
from tests.hang import no_hang

TOPICS = {"fact:a": ["stop|skip dose|tablet", "漏|忘|停 药|服"], "must_not_say:b": ["cure", "根治", "no side_effect"]}
LISTENERS = {language: Listener(language, TOPICS) for language in ("en", "zh")}
PIECES = ["what ", "do you ", "I-I-", "<b>", '"', "'", "--", "?", "no ", "would you like to ", "tablets skip ", "cure ",
          "周四下午", "不", "能不能", "根治", "漏药", "，", "。", "😀", "\n", "1:30 ", "a", "aaaaaaaaaaaa", "İ", "\x00"]  # fmt: skip


@given(st.sampled_from(["en", "zh"]), st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES)).map("".join)))
@settings(max_examples=150, deadline=1000)
def test_any_text_is_heard_with_places_inside_it(language: str, text: str) -> None:
    heard = LISTENERS[language].hear(text, before=text)
    assert all(0 <= span.start < span.end <= len(text) for span in heard.spans)
    assert heard == LISTENERS[language].hear(text, before=text)


@pytest.mark.parametrize("piece", PIECES)
def test_thousands_of_repetitions_come_to_an_end(piece: str) -> None:
    with no_hang():
        for listener in LISTENERS.values():
            listener.hear(piece * 2_000, before=piece * 2_000)


@pytest.mark.clock
@pytest.mark.parametrize("piece", PIECES)
def test_ten_thousand_repetitions_take_no_long_time(piece: str) -> None:
    for listener in LISTENERS.values():
        began = time.process_time()
        listener.hear(piece * 10_000, before=piece * 10_000)
        assert time.process_time() - began < 4


def test_markup_is_passed_over() -> None:
    heard = LISTENERS["en"].hear("<b>Hello</b> <script>alert('cure')</script>")
    assert heard.has("greeting")


@pytest.mark.clock
def test_a_turn_takes_less_than_a_third_of_a_millisecond() -> None:
    turns = ["How do you plan your tours at the moment?", "I see, so you do all of it by hand every single morning.",
             "您手上的病人，大概是什么样的一群人？", "我很理解您的顾虑，我们周四下午再聊。"]  # fmt: skip
    for text in turns:
        LISTENERS["en"].hear(text), LISTENERS["zh"].hear(text)
    began = time.process_time()
    for text in turns * 100:
        LISTENERS["zh" if text[0] > "z" else "en"].hear(text)
    assert (time.process_time() - began) / 400 < 0.001  # .3 ms on a quiet machine; three times that under load
