"""Words of people made harmless for a model's prompt: one line each, inside a fence that nobody's words can close."""

import unicodedata
from collections.abc import Iterable
from hashlib import sha256

MARKUP = "<>[]{}|`#=\\~^*_"
_WIDE = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in MARKUP}
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # control, format (also what turns the direction round), private, unassigned


def nonce_over(said: Iterable[str], salt: str) -> str:
    """The fence's code, 16 hexadecimal digits: a hash over all that was said, so that no words of it can hold the code."""
    joined = "\0".join(said)
    return sha256(f"{salt}\0{joined}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def neutralised(text: str) -> str:
    """The words on one line, signs of markup in full width, without characters that are not seen.

    What is left can be compared with the words again: only blanks and widths differ.
    """
    spoken = (" " if sign.isspace() else sign for sign in text)
    seen = (sign for sign in spoken if unicodedata.category(sign) not in UNSEEN)
    return " ".join("".join(seen).split()).translate(_WIDE)
