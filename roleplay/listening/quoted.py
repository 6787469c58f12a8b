"""Where a model's quote stands in what was said: tolerant of blanks, width and quotation marks, and of nothing else."""

import unicodedata
from functools import lru_cache

from roleplay.listening.fence import UNSEEN

QUOTATION_MARKS = frozenset("\"'`´“”„‟‘’‚‛«»‹›「」『』〝〞〟")


def place_of(quote: str, text: str) -> tuple[int, int] | None:
    """Start and end of the quote in the text; None where it does not stand there, or holds nothing to compare."""
    wanted, _ = folded(quote)
    have, places = folded(text)
    at = have.find(wanted) if wanted else -1
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None


@lru_cache(maxsize=4096)  # a quote with a wrong number is looked for in every turn
def folded(text: str) -> tuple[str, tuple[int, ...]]:
    """The characters that are compared, and where each stands in the text."""
    kept = [(_narrow(sign), at) for at, sign in enumerate(text) if _is_compared(sign)]
    return "".join(sign for sign, _ in kept), tuple(at for _, at in kept)


def _is_compared(sign: str) -> bool:
    return not (sign.isspace() or _narrow(sign) in QUOTATION_MARKS or unicodedata.category(sign) in UNSEEN)


def _narrow(sign: str) -> str:
    """Full-width forms of ASCII as ASCII."""
    return chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign
