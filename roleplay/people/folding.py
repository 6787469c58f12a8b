"""Compares names by width, case, blanks and look-alike letters, so that two spellings of one name are one."""

import unicodedata
from collections.abc import Iterable

# Letters that cannot be told from Latin ones by eye, in capitals or small (Unicode Technical Standard 39, the everyday part)
_CYRILLIC = dict(zip("авекмнорстухіјѕһԁԛԝ", "abekmhopctyxijshdqw", strict=True))
_GREEK = dict(zip("αβεζηικμνορτυχ", "abezhikmnoptyx", strict=True))
LOOK_ALIKE = str.maketrans(_CYRILLIC | _GREEK)
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


def tidy(name: str) -> str:
    """Full-width letters become narrow, runs of blanks become one; the case stays."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def folded(name: str) -> str:
    """What two spellings of one name have in common."""
    return tidy(name).casefold().translate(LOOK_ALIKE)


def mixes_scripts(name: str) -> bool:
    """Whether one word has letters of two scripts that look alike: `rооt` with a Cyrillic о is nobody's name."""
    return any(len(_scripts(word)) > 1 for word in name.split())


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(letter, "") for letter in word if letter.isalpha())
    return {script for name in names for script in SCRIPTS if name.startswith(script)}


def spelled_as(known: Iterable[str]) -> dict[str, str]:
    """Folded name -> the spelling that is there already."""
    return {folded(name): name for name in known}
