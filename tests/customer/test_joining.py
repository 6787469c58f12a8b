"""Two lines become one utterance, with the punctuation of the language."""

import pytest

from roleplay.customer.joining import join, length


@pytest.mark.parametrize(
    ("lines", "language", "text"),
    [
        (["Mm.", "Go on"], "en", "Mm. Go on."),
        (["Really?", "Since when?"], "en", "Really? Since when?"),
        (["She said “no”", "Twice."], "en", "She said “no”. Twice."),
        (["嗯。", "看家里情况。"], "zh", "嗯，看家里情况。"),
        (["行，抓紧。", "看家里情况"], "zh", "行，抓紧。看家里情况。"),
        (["是吗？", "看家里情况"], "zh", "是吗？看家里情况。"),
        (["这些彩页上都有。", "看家里情况……"], "zh", "这些彩页上都有。看家里情况……"),
        (["", "Yes."], "en", "Yes."),
    ],
)
def test_lines_are_joined_as_people_write(lines: list[str], language: str, text: str) -> None:
    assert join(lines, language) == text


def test_length_counts_words_or_characters_without_punctuation() -> None:
    assert length("Well, I don't know.", "en") == 4
    assert length("嗯，看家里情况。", "zh") == 6
