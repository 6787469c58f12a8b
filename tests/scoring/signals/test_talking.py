"""How much the seller talks."""

import pytest

from roleplay.scoring.signals.talking import words_in
from tests.scoring.talk import bare, customer, found, seller, talk


@pytest.mark.parametrize(
    ("text", "words"),
    [("It doesn't cost 4.50", 5), ("一天一次，一片", 6), ("澜安 LA-201 研究", 5), ("😀 ...", 0), ("", 0)],
)
def test_words_of_latin_and_characters_of_han_are_counted(text: str, words: int) -> None:
    assert words_in(text) == words


TALK = talk(
    seller("One two three four five six."), customer("One two."), seller("One two three four."), customer("One two.")
)


def test_the_sellers_share_is_of_all_words() -> None:
    # 10 of 14 words: .714
    assert found("{talk_share: words, at_most: .72}", TALK).result == "met"
    assert found("{talk_share: words, at_most: .71, partly: .72}", TALK).result == "partly"
    # the last turn and its answer: 4 of 6
    assert found("{talk_share: words, at_most: .67, last: 1}", TALK).result == "met"


def test_a_turn_too_long_is_shown() -> None:
    # 6 and 4 words: median 5
    assert found("{turn_length: median, at_most: 5}", TALK).result == "met"
    finding = found("{turn_length: longest, at_most: 5}", TALK)
    assert (finding.result, finding.evidence[0].turn) == ("missed", 1)


def test_talking_needs_no_scenario() -> None:
    assert found("{talk_share: words, at_most: .72}", bare(TALK), None).result == "met"
