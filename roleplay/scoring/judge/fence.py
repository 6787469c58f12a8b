"""What was said, as the judge is shown it: inside a fence that nobody in the talk can close, one turn a line."""

import unicodedata
from hashlib import sha256

from roleplay.transcript import Transcript, Turn

MARKUP = "<>[]{}|`#=\\~^*_"
_WIDE = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in MARKUP}
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # control, format (also what turns the direction round), private, unassigned


def nonce_of(transcript: Transcript, seed: int) -> str:
    """The fence's code: a hash over all that was said, so no words can hold it; the same in every call on this talk."""
    said = "\0".join(f"{turn.n}{turn.speaker}{turn.text}" for turn in transcript.turns)
    return sha256(f"{seed}\0{said}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def neutralised(text: str) -> str:
    """The words on one line, signs of markup in full width, without characters that are not seen.

    What is left can be compared with the turn again: only blanks and widths differ.
    """
    spoken = (" " if sign.isspace() else sign for sign in text)
    seen = (sign for sign in spoken if unicodedata.category(sign) not in UNSEEN)
    return " ".join("".join(seen).split()).translate(_WIDE)


def shown(transcript: Transcript) -> str:
    """All turns, a line each. A line begins with brackets that no turn can hold."""
    return "\n".join(_line(turn) for turn in transcript.turns)


def _line(turn: Turn) -> str:
    return f"[{turn.n}] {turn.speaker.upper()}: {neutralised(turn.text)}"
