"""Word lists: what `@name` stands for in a phrase, from the scenario's own `words` or from those of its language."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from roleplay.content.base import primary

FOLDER = Path(__file__).parent / "words"
SURE = "!"  # what a phrase begins with whose words leave no doubt

Lists = Mapping[str, Sequence[str]]


@cache
def lists_of(language: str) -> Lists:
    """The lists every scenario in this language may name; none where nobody has written any."""
    path = FOLDER / f"{primary(language)}.yaml"
    if not path.exists():
        return {}
    # a base loader leaves every scalar a word: `no` is no truth value here
    found: dict[str, list[str]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


def names_in(written: str) -> list[str]:
    """The lists that a phrase, or an entry of a list, names."""
    return [name[1:] for part in written.lstrip(SURE).split() for name in part.split("|") if name.startswith("@")]


def written_out(phrases: Iterable[str], lists: Lists) -> tuple[str, ...]:
    """The phrases with every `@name` replaced by its words. An unknown name stays: no speech holds it."""
    return tuple(_phrase(phrase, lists) if "@" in phrase else phrase for phrase in phrases)


def _phrase(phrase: str, lists: Lists) -> str:
    sure = SURE if phrase.startswith(SURE) else ""
    return sure + " ".join("|".join(_words(part.split("|"), lists, ())) for part in phrase.lstrip(SURE).split())


def _words(entries: Iterable[str], lists: Lists, within: tuple[str, ...]) -> dict[str, None]:
    """Each word once, in order. A list that leads back to itself says nothing more the second time."""
    found: dict[str, None] = {}
    for entry in entries:
        name = entry[1:]
        if not entry.startswith("@") or name not in lists:
            found[entry.replace(" ", "_")] = None
        elif name not in within:
            found |= _words(lists[name], lists, (*within, name))
    return found
