"""The library of speech: for each language and style the lines of every slot, of which each persona draws a part of its own.

Short lines ("Mm.", “嗯。”) are everybody's; by the longer ones people are told apart. So a persona draws half of the short
lines, and of the long ones one part out of seventeen. Which part changes from slot to slot along a curve `a + b n + c n^2` modulo
seventeen, a prime: two of the 4,913 curves meet in at most two slots of seventeen, on an average in one.
"""

from functools import cache, lru_cache
from hashlib import sha256
from math import ceil
from typing import Any

from roleplay.content.defaults import SPEECH, known_language
from roleplay.content.persona import Speech
from roleplay.content.yaml_reader import read_yaml

LONG = {"zh": 10, "en": 6}  # from so many characters or words on a line is one by which somebody is known again
SHORT_SHARE = 1 / 2  # judgement
PARTS = 17  # prime; of long lines two personas of a style then share at most about a tenth
LEAST_SHORT, LEAST = 5, 3  # lines of a slot, where the library has so many


@cache
def style_of(language: str, style: str) -> dict[str, Any]:
    """A style's lines by slot, its `manner` and its `temperament`."""
    data: dict[str, Any] = read_yaml((SPEECH / known_language(language) / f"{style}.yaml").read_text("utf-8")).data
    return data


@lru_cache(maxsize=256)
def drawn(persona: str, language: str, style: str) -> dict[str, list[str]]:
    """The lines by slot that this persona speaks: always the same for the same id."""
    library = style_of(known_language(language), style)
    return {slot: part_of(library[slot], persona, slot, known_language(language)) for slot in Speech.model_fields}


def is_long(line: str, language: str) -> bool:
    """Whether somebody is known by this line."""
    length = sum("\u4e00" <= char <= "\u9fff" for char in line) if language == "zh" else len(line.split())
    return length >= LONG[language]


def part_of(lines: list[str], persona: str, slot: str, language: str) -> list[str]:
    """The lines of one slot that are this persona's, in the order of the library."""
    long = [line for line in lines if is_long(line, language)]
    short = sorted((line for line in lines if line not in long), key=lambda line: _number(persona, slot, line))
    few = max(LEAST_SHORT, ceil(len(short) * SHORT_SHARE))
    lacking = LEAST - len(short)
    parts = max(1, min(PARTS, len(long) // lacking)) if lacking > 0 else PARTS
    mixed = sorted(long, key=lambda line: _number(slot, line))
    chosen = {*short[:few], *mixed[_voice(persona, slot) % parts :: parts]}
    return [line for line in lines if line in chosen]


def _voice(persona: str, slot: str) -> int:
    """Which part of a slot's long lines is this persona's."""
    curve, n = _number("voice", persona), list(Speech.model_fields).index(slot)
    return (curve + curve // PARTS * n + curve // PARTS**2 * n * n + _number("slot", slot)) % PARTS


def _number(*purpose: str) -> int:
    return int.from_bytes(sha256("|".join(purpose).encode()).digest()[:8], "big")
