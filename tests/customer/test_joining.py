"""Two lines become one utterance, with the punctuation of the language."""

import pytest

from roleplay.customer.joining import goes_on, join, length


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
        (
            ["To be honest with you,", "The trust is auditing us."],
            "en",
            "To be honest with you, the trust is auditing us.",
        ),
        (["Sorry, but", "I'm still at the same place."], "en", "Sorry, but I'm still at the same place."),
        (
            ["Don't get me wrong, but", "It sounds like more work."],
            "en",
            "Don't get me wrong, but it sounds like more work.",
        ),
    ],
)
def test_lines_are_joined_as_people_write(lines: list[str], language: str, text: str) -> None:
    assert join(lines, language) == text


def test_length_counts_words_or_characters_without_punctuation() -> None:
    assert length("Well, I don't know.", "en") == 4
    assert length("嗯，看家里情况。", "zh") == 6


def test_only_lines_that_stand_in_small_letters_there_go_on_behind_a_comma() -> None:
    small = frozenset({"the", "i'm"})
    assert goes_on("The only thing is,", "I'm short of time.", small)
    assert not goes_on("The only thing is,", "Marion retires in June.", small)
    assert not goes_on("Sorry,", "IT's full.", frozenset({"it's"}))
    assert goes_on("I'll tell you.", "Marion retires in June.", small)
    assert goes_on("说实话，", "就那样。", frozenset())
