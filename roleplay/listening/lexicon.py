"""A language's lexicon: the YAML file read, its cues compiled. A new language is a new file in `lexicon/`."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from roleplay.listening.cues import Cues
from roleplay.listening.times import Times

FOLDER = Path(__file__).parent / "lexicon"


@dataclass(frozen=True)
class Lexicon:
    """What a language's file says, ready for use."""

    language: str
    spaced: bool
    signs: Cues  # what a turn does
    scopes: Cues  # what takes a claim back
    sure: Cues  # what makes its move by itself, whatever stands around it; no other ear withdraws it
    limits: dict[str, int]  # words of a turn or sentence: see the lexicon
    fillers: re.Pattern[str]
    times: Times
    common: frozenset[str]
    elsewhere: frozenset[str]
    own_words: frozenset[str]
    forms: dict[str, list[str]]  # irregular ones, by the word they are forms of
    borrowed: frozenset[str]


def languages() -> frozenset[str]:
    """The primary subtags there is a lexicon for."""
    return frozenset(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of a primary subtag. A cue that cannot be read raises ValueError with its words."""
    data: dict[str, Any] = yaml.load(
        (FOLDER / f"{language}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )  # a base loader leaves every scalar a word: `no` is no truth value here
    spaced, lists, claims = data["spaced"] == "true", data["lists"], data["claims"]
    return Lexicon(
        language=data["language"],
        spaced=spaced,
        signs=Cues(data["signs"], lists, spaced),
        scopes=Cues(claims, lists, spaced),
        sure=Cues(data.get("sure", {}), lists, spaced),
        limits={name: int(most) for name, most in data["limits"].items()},
        fillers=_fillers(data["fillers"], spaced),
        times=Times(data["time"], spaced),
        common=frozenset(data["common"]),
        elsewhere=frozenset(data["elsewhere"]),
        own_words=frozenset(data["own_words"]),
        forms=data.get("forms", {}),
        borrowed=frozenset(data.get("borrowed", ())),
    )


def _fillers(words: list[str], spaced: bool) -> re.Pattern[str]:
    longest_first = sorted((word.replace("_", " ") for word in words), key=len, reverse=True)
    edge = r"\b(?!')" if spaced else ""
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))}){edge}")
