"""Which phase a talk is in, worked out from moves alone; it is a label and blocks nothing."""

from collections.abc import Collection

from roleplay.transcript import Phase, Speaker

QUESTIONS = frozenset({"open_question", "closed_question"})
LEAVING = frozenset({"next_step", "farewell"})
OPENING = frozenset({"greeting", "introduction", "agenda"})


def next_phase(current: Phase, speaker: Speaker, moves: Collection[str]) -> Phase:
    """The phase after a turn with these moves. A talk goes back to probing when the seller asks openly again."""
    heard = frozenset(moves)
    if speaker == "customer":
        return _after_customer(current, heard)
    if current == "opening" and heard & OPENING:
        return current  # whoever greets, says who they are or what for is opening, whatever else the turn does
    if heard & LEAVING:
        return "closing"
    if current == "opening":
        return "probing" if heard & QUESTIONS else current
    if current == "objection":
        return "probing" if _asks_anew(heard) else current
    if current == "closing":
        return "probing" if _asks_anew(heard) else current
    return current


def _after_customer(current: Phase, heard: frozenset[str]) -> Phase:
    if "farewell" in heard:
        return "closing"
    if "objection" in heard:
        return "objection"
    if current == "opening" and "agreement" in heard and "greeting" not in heard:
        return "probing"  # the customer has agreed to talk
    if current == "objection" and "agreement" in heard:
        return "probing"
    return current


def _asks_anew(heard: frozenset[str]) -> bool:
    return "open_question" in heard and not heard & {"acknowledgement", "evidence", "price"}
