"""Checks what people write in reviews: reasons, notes, comments, and the turns they point at."""

from collections.abc import Iterable

from roleplay.errors import RoleplayError
from roleplay.input_text import storable
from roleplay.transcript import Transcript

LONGEST = 4000


def check_writing(text: str) -> str:
    """The words as they are stored; browsers send a line's end as two characters. Raises RoleplayError `desk-too-long`."""
    words = storable(text).replace("\r\n", "\n").strip()
    if len(words) > LONGEST:
        raise RoleplayError("desk-too-long", length=len(words), limit=LONGEST)
    return words


def check_comment(text: str) -> str:
    """Raises RoleplayError `comment-empty` or `desk-too-long`."""
    words = check_writing(text)
    if not words:
        raise RoleplayError("comment-empty")
    return words


def check_turns(turns: Iterable[int], transcript: Transcript) -> tuple[int, ...]:
    """In order, each once. Raises RoleplayError `turns-odd` for one that was not said."""
    wanted = tuple(sorted(set(turns)))
    odd = [n for n in wanted if not 1 <= n <= len(transcript.turns)]
    if odd:
        raise RoleplayError("turns-odd", turn=odd[0], last=len(transcript.turns))
    return wanted
