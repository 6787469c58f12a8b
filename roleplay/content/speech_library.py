"""The library of speech: for each language and style the lines of every slot, of which each persona draws a part of its own.

Short lines ("Mm.", “嗯。”) are everybody's; by the longer ones people are told apart. So a persona draws half of the short
lines, and of the long ones only about one in a dozen: two who drew by chance share about a twelfth of theirs.
"""

from functools import cache
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import Any

from roleplay.content.defaults import known_language
from roleplay.content.persona import Speech
from roleplay.content.yaml_reader import read_yaml

FOLDER = Path(__file__).parent / "speech"
LONG = {"zh": 10, "en": 6}  # from so many characters or words on a line is one by which somebody is known again
SHORT_SHARE, LONG_SHARE = (
    1 / 2,
    1 / 12,
)  # judgement, checked by a test: of long lines two personas share at most a tenth
LEAST_SHORT, LEAST = 5, 3  # lines of a slot, where the library has so many


@cache
def style_of(language: str, style: str) -> dict[str, Any]:
    """A style's lines by slot, its `manner` and its `temperament`."""
    data: dict[str, Any] = read_yaml((FOLDER / known_language(language) / f"{style}.yaml").read_text("utf-8")).data
    return data


def drawn(persona: str, language: str, style: str) -> dict[str, list[str]]:
    """The lines by slot that this persona speaks: always the same for the same id."""
    library = style_of(known_language(language), style)
    return {slot: _part(persona, slot, library[slot], known_language(language)) for slot in Speech.model_fields}


def is_long(line: str, language: str) -> bool:
    """Whether somebody is known by this line."""
    length = sum("\u4e00" <= char <= "\u9fff" for char in line) if language == "zh" else len(line.split())
    return length >= LONG[language]


def _part(persona: str, slot: str, lines: list[str], language: str) -> list[str]:
    ranked = sorted(lines, key=lambda line: sha256(f"{persona}|{slot}|{line}".encode()).digest())
    long = [line for line in ranked if is_long(line, language)]
    short = [line for line in ranked if line not in long]
    few = max(LEAST_SHORT, ceil(len(short) * SHORT_SHARE))
    some = max(1, round(len(long) * LONG_SHARE), LEAST - len(short))
    chosen = {*short[:few], *long[:some]}
    return [line for line in lines if line in chosen]
