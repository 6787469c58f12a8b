"""What a seller may send: anything people can read, up to a length. It is material and is never looked into here."""

import unicodedata

from roleplay.errors import RoleplayError

LONGEST_TURN = 4000
UNSEEN = ("C", "Z")  # Unicode's controls, joiners, spaces


def check_words(text: str) -> str:
    """The words as they are stored. Raises RoleplayError `say-empty` or `say-too-long`; nothing is stored then."""
    words = storable(text).strip()
    if is_blank(words):
        raise RoleplayError("say-empty")
    if len(words) > LONGEST_TURN:
        raise RoleplayError("say-too-long", length=len(words), limit=LONGEST_TURN)
    return words


def is_blank(words: str) -> bool:
    """Whether there is nothing that people could read."""
    return all(unicodedata.category(letter)[0] in UNSEEN for letter in words)


def storable(text: str) -> str:
    """Without what no database takes: a zero byte, half a character."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
