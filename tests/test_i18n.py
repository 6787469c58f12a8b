"""Both languages say everything, with the same gaps."""

import re
from itertools import chain

import pytest

from roleplay.i18n import LANGUAGES, MissingWord, catalogue, language_of, word


def gaps(value: str | dict[str, str]) -> set[str]:
    texts = value.values() if isinstance(value, dict) else [value]
    return set(chain.from_iterable(re.findall(r"(?<!{){(\w+)[^{}]*}(?!})", text) for text in texts))


def test_every_language_has_the_same_keys() -> None:
    english = set(catalogue("en"))
    for language in LANGUAGES:
        ours = set(catalogue(language))
        assert ours == english, f"{language}: lacks {sorted(english - ours)}, has besides {sorted(ours - english)}"


def test_a_text_has_the_same_gaps_in_every_language() -> None:
    english = catalogue("en")
    faults = [
        f"{language}: {key} asks for {sorted(more)}"
        for language in LANGUAGES
        for key, text in english.items()
        if (more := gaps(catalogue(language)[key]) - gaps(text))
    ]
    assert not faults, "\n".join(faults)


def test_chinese_texts_use_chinese_punctuation() -> None:
    faults = [
        f"{key}: {text}"
        for key, value in catalogue("zh").items()
        for text in (value.values() if isinstance(value, dict) else [value])
        # code keeps its own
        if re.search(r"[\u4e00-\u9fff][,;:?!](?![\w/])", re.sub(r"`[^`]*`", "", text))
    ]
    assert not faults, "\n".join(faults)


def test_plural_forms_follow_the_number() -> None:
    assert word("en", "error.bad-content", n=1, file="f", line=1, what="w", mend="m", column=1) != word(
        "en", "error.bad-content", n=2, file="f", line=1, what="w", mend="m", column=1
    )


def test_a_language_is_matched_by_its_primary_subtag() -> None:
    assert (language_of("zh-CN"), language_of("zh-TW"), language_of("en-GB"), language_of("fr")) == (
        "zh",
        "zh",
        "en",
        "en",
    )


def test_a_missing_word_is_a_defect_and_says_which() -> None:
    with pytest.raises(MissingWord, match=r"web\.no-such-word"):
        word("en", "web.no-such-word")
