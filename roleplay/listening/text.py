"""A turn's text made even for listening: small letters, plain quotes, simplified characters, each at its own place.

Every replacement is one character for one character, so an offset in the even text is an offset in the original.
"""

import re
from functools import cache

_PLAIN = {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "—": "-", "–": "-", "‑": "-", "\u00a0": " ", "\u3000": " "}
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,300}>")
_STUTTER = re.compile(r"\b(\w{1,12})-++ ?(?=\1\b)|\b(\w{1,3})-++(?=\2\w)|\[[a-z]{4,15}(?: [\d:]{2,8})?\]")


@cache
def _table() -> dict[int, str]:
    """Code point -> the one character it is heard as."""
    table = {ord(char): plain for char, plain in _PLAIN.items()}
    table.update({code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})
    for code in range(0xFF01, 0xFF5F):  # full-width letters, digits and marks
        table[code] = chr(code - 0xFEE0).lower()
    table.update(_simplified())
    return table


def _simplified() -> dict[int, str]:
    """Traditional character -> simplified. OpenCC's phrase tables are left out: they may change the length."""
    from opencc import OpenCC

    pairs = OpenCC("t2s").convert  # one character at a time is its character table
    return {code: to for code in range(0x4E00, 0x9FFF) if len(to := pairs(chr(code))) == 1 and to != chr(code)}


def even(text: str) -> str:
    """The text as the lexicons expect it, of the same length."""
    text = text.translate(_table())
    if "<" in text:
        text = _TAG.sub(_blank, text)
    return _STUTTER.sub(_blank, text) if "-" in text or "[" in text else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
