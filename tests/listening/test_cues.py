"""The cue language, and that the lexicons are written in it without slips."""

import pytest

from roleplay.listening.cues import Cues
from roleplay.listening.lexicon import languages, load_lexicon


def found(cue: str, text: str, spaced: bool = True) -> list[str]:
    cues = Cues({"sign": [cue]}, {"colour": ["red", "dark_blue"]}, spaced)
    return [text[sign.start : sign.end] for sign in cues.find(text, 0, len(text), [0])]


@pytest.mark.parametrize(
    ("cue", "text", "expected"),
    [
        ("how|why do you", "why do you ask", ["why do you"]),
        ("how (often) do you", "how often do you go", ["how often do you"]),
        ("how (often) do you", "how do you go", ["how do you"]),
        ("it ... you", "it really does tell you", ["it really does tell you"]),
        ("it ... you", "it one two three four five you", []),
        ("< thanks", "thanks, and thanks", ["thanks"]),
        ("thanks >", "thanks to you. thanks", ["thanks"]),
        ("discuss*", "we were discussing it", ["discussing"]),
        ("a @colour car", "a dark blue car", ["a dark blue car"]),
        ("what", "what's that", ["what's"]),
        ("do", "don't", []),
    ],
)
def test_a_cue_finds_its_words(cue: str, text: str, expected: list[str]) -> None:
    assert found(cue, text) == expected


def test_chinese_parts_stand_next_to_one_another() -> None:
    assert found("能不能 (再) 说说", "您能不能再说说", spaced=False) == ["能不能再说说"]
    assert found("先 ... 再", "先问问情况再谈", spaced=False) == ["先问问情况再"]


@pytest.mark.parametrize("cue", ["(just) (so)", "a @missing thing"])
def test_a_slip_in_a_cue_is_refused(cue: str) -> None:
    with pytest.raises(ValueError, match="sign: "):
        found(cue, "")


def test_every_lexicon_can_be_read() -> None:
    assert languages() >= {"en", "zh"}
    for language in languages():
        assert load_lexicon(language).language == language
