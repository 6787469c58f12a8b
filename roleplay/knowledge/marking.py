"""Whether an answer is right. There is no half right."""

import unicodedata
from collections.abc import Sequence

from roleplay.content.quiz import QuizItem

LONGEST = 500  # letters of an answer that is typed


def is_right(item: QuizItem, given: Sequence[str]) -> bool:
    """Tells whether `given`, the chosen answers or the typed words, is right; an order must be whole."""
    if item.kind == "gap":
        return bool(given) and _folded(given[0]) in {_folded(right) for right in item.rights}
    if item.kind == "order":
        return tuple(given) == item.rights
    return set(given) == set(item.rights)


def _folded(words: str) -> str:
    """Width, case, blanks and the marks at the end do not matter."""
    plain = unicodedata.normalize("NFKC", words[:LONGEST]).casefold()
    return "".join(plain.split()).strip(".,!?。，！？；;")
