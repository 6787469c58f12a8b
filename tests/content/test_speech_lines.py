"""The lines a short persona speaks from: every slot filled in every style, nothing twice, nothing out of place."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from roleplay.content.persona import Speech

LIBRARY = Path(__file__).parents[2] / "roleplay" / "content" / "speech"
STYLES = ("dominant", "expressive", "amiable", "analytical")
LANGUAGES = ("en", "zh")
NEW_ACTS = {
    "affronted", "affronted_leaves", "improper", "claim_doubted", "disparaged", "puzzled", "not_understood",
    "either_or", "partly_answered", "introduces", "apology_taken", "taken_back", "promise_taken",
}  # fmt: skip
PLACEHOLDERS = {"time_accept": {"time"}, "introduces": {"name", "role"}, "hint": {"topic"}}


def _file(language: str, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((LIBRARY / language / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def _lines(language: str, name: str) -> list[tuple[str, str]]:
    return [(slot, line) for slot, lines in _file(language, name).items() if isinstance(lines, list) for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", STYLES)
def test_every_style_has_sixteen_lines_for_every_slot(language: str, style: str) -> None:
    library = _file(language, style)
    slots = set(Speech.model_fields) | NEW_ACTS
    assert {slot: len(library.get(slot, ())) for slot in slots if len(library.get(slot, ())) < 16} == {}
    assert set(library) == slots | {"manner", "temperament"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_stands_twice_in_a_language(language: str) -> None:
    bare = [re.sub(r"[^\w{}]", "", line.lower()) for name in (*STYLES, "any") for _, line in _lines(language, name)]
    assert [line for line, times in Counter(bare).items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", (*STYLES, "any"))
def test_a_line_has_the_placeholders_of_its_slot_and_no_figure(language: str, name: str) -> None:
    for slot, line in _lines(language, name):
        assert set(re.findall(r"{(\w+)}", line)) == PLACEHOLDERS.get(slot, set()), line
        assert not re.search(r"\d", line), line


@pytest.mark.parametrize("style", STYLES)
def test_no_more_than_one_english_line_in_ten_begins_with_it_is_i_or_well(style: str) -> None:
    lines = [line for _, line in _lines("en", style)]
    plain = [line for line in lines if re.match(r"(It's|I|I'\w+|Well)\b", line)]
    assert len(plain) * 10 <= len(lines)
