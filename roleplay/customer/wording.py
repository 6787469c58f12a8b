"""Reads the text files in `prompts/<language>/`: what the customer's model is told, and what gives a broken character away."""

from functools import cache
from pathlib import Path

from roleplay.i18n import language_of

FOLDER = Path(__file__).parent / "prompts"
LANGUAGES = tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))


@cache
def text(language: str, name: str) -> str:
    """Reads a whole file. A language without prompts of its own gets the English ones."""
    return (FOLDER / language_of(language) / f"{name}.txt").read_text(encoding="utf-8").strip()


@cache
def source(language: str, name: str) -> str:
    """Reads a file by its whole name, as it stands."""
    return (FOLDER / language_of(language) / name).read_text(encoding="utf-8")


@cache
def lines(language: str, name: str) -> tuple[str, ...]:
    """Reads a file's lines, without blank ones and those that begin with `#`."""
    stripped = (line.strip() for line in text(language, name).splitlines())
    return tuple(line for line in stripped if line and not line.startswith("#"))


@cache
def table(language: str, name: str) -> dict[str, str]:
    """Reads a file of `key: words` lines."""
    pairs = (line.partition(":") for line in lines(language, name))
    return {key.strip(): words.strip() for key, _, words in pairs}
