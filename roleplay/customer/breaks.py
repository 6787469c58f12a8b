"""Phrases that only a machine says, from `prompts/*/breaks.txt`; both languages, whoever is speaking."""

from functools import cache, lru_cache

from roleplay.customer import policy, wording


@cache
def _phrases() -> dict[str, bool]:
    """phrase -> whether it counts at the start of a reply only."""
    found = [phrase for language in wording.LANGUAGES for phrase in wording.lines(language, "breaks")]
    return {plain(phrase.removeprefix("^")): phrase.startswith("^") for phrase in found}


@cache
def _beginnings() -> dict[str, bool]:
    """Every beginning of a phrase, whole ones too -> whether it counts at the start only."""
    beginnings: dict[str, bool] = {}
    for phrase, at_start in _phrases().items():
        for length in range(1, len(phrase) + 1):
            beginnings[phrase[:length]] = beginnings.get(phrase[:length], True) and at_start
    return beginnings


def plain(text: str) -> str:
    """Returns the text in small letters, with straight apostrophes and half-width letters: as many characters as
    before."""
    return "".join(map(_plain_character, text))


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character in "’‘":
        return "'"
    if "！" <= character <= "～" and chr(ord(character) - 0xFEE0).isalnum():
        character = chr(ord(character) - 0xFEE0)
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


def may_begin(tail: str, at_start: bool) -> bool:
    """Tells whether `tail`, the plain end of what was said, may grow into a phrase."""
    only_at_start = _beginnings().get(tail)
    return only_at_start is not None and (at_start or not only_at_start)


def find_break(held: str, *, at_start: bool, at_end: bool, before: str) -> int:
    """Returns where in plain `held` a phrase begins that its last character completes, or -1. `before` comes before
    `held`.

    A phrase is complete when the character after it does not carry its last word on, or when the reply is over.
    """
    end = len(held) if at_end else len(held) - 1
    if not at_end and not _is_boundary(held[end - 1 : end], held[end : end + 1]):
        return -1
    for start in range(max(0, end - policy.LONGEST_BREAK), end):
        only_at_start = _phrases().get(held[start:end])
        if only_at_start is None or (only_at_start and not (at_start and start == 0)):
            continue
        if _is_boundary(before if start == 0 else held[start - 1], held[start]):
            return start
    return -1


def _is_boundary(left: str, right: str) -> bool:
    """Between two characters: not inside a word of letters."""
    return not (left.isascii() and left.isalnum() and right.isascii() and right.isalnum())
