"""Where the command line writes, in which language, and its words."""

import json
import os
import sys
from collections.abc import Iterable

from rich.console import Console

from roleplay.i18n import LANGUAGES, language_of, word

VARIABLES = ("ROLEPLAY_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)  # people's part of what a program reads: notes, prompts, trouble


def reader_language() -> str:
    """`ROLEPLAY_LANGUAGE`, else the terminal's, else English."""
    given = next((value for name in VARIABLES if (value := os.environ.get(name))), "")
    return given if given in LANGUAGES else language_of(given.replace("_", "-"))


def say(key: str, **params: object) -> str:
    """A text of the command line."""
    return word(reader_language(), f"cli.{key}", **params)


def joined(items: Iterable[str]) -> str:
    """Joins the items of a list as the reader's language does: `a, b`, 甲、乙."""
    return say("listed").join(items)


def print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
