"""What was said, as the judge is shown it: inside a fence that nobody in the talk can close, one turn a line."""

from roleplay.listening.fence import MARKUP, UNSEEN, neutralised, nonce_over
from roleplay.transcript import Transcript, Turn

__all__ = ["MARKUP", "UNSEEN", "neutralised", "nonce_of", "shown"]


def nonce_of(transcript: Transcript, seed: int) -> str:
    """The fence's code: a hash over all that was said, so no words can hold it; the same in every call on this talk."""
    return nonce_over((f"{turn.n}{turn.speaker}{turn.text}" for turn in transcript.turns), str(seed))


def shown(transcript: Transcript) -> str:
    """All turns, a line each. A line begins with brackets that no turn can hold."""
    return "\n".join(_line(turn) for turn in transcript.turns)


def _line(turn: Turn) -> str:
    return f"[{turn.n}] {turn.speaker.upper()}: {neutralised(turn.text)}"
