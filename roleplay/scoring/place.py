"""Where a signal looks: in a phase, in the first or last turns, or right after something happened."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from roleplay.content.signal import Signal
from roleplay.heard import Span
from roleplay.scoring.hearing import RAISING, HeardTurn, Talk
from roleplay.transcript import ActKind, Phase

AFTER: dict[str, tuple[ActKind, ...]] = {"hint": ("hint",), "fact": ("tell",), "objection": RAISING}


def needs_state(signal: Signal) -> bool:
    """Whether the place itself is known only from what the customer did."""
    return signal.after in AFTER


def look(signal: Signal, talk: Talk) -> tuple[HeardTurn, ...]:
    """The seller's turns that the signal speaks of; first and last are counted within the phase."""
    place = ("place", signal.phase, signal.first, signal.last, signal.after)
    return talk.kept(place, lambda: _look(signal, talk))


def _look(signal: Signal, talk: Talk) -> tuple[HeardTurn, ...]:
    said: Sequence[HeardTurn] = [one for one in talk.said if signal.phase is None or _is_in(one, signal.phase, talk)]
    if signal.first is not None:
        said = said[: signal.first]
    if signal.last is not None:
        said = said[-signal.last :]
    if signal.after == "evidence":
        said = _after_evidence(talk, said)
    elif signal.after is not None:
        said = [one for one in said if gave(one, *AFTER[signal.after])]
    return tuple(said)


def _is_in(said: HeardTurn, phase: Phase, talk: Talk) -> bool:
    """A turn's phase is the one it leads to; the first turn opens the talk, whatever it leads to."""
    return said.phase == phase or (phase == "opening" and said is talk.said[0])


def gave(said: HeardTurn, *kinds: ActKind) -> list[str]:
    """The topics the customer brought up in the turn that this one answers."""
    if said.before is None:
        return []
    return [act.topic for act in said.before.acts if act.kind in kinds and act.topic]


def _after_evidence(talk: Talk, said: Sequence[HeardTurn]) -> list[HeardTurn]:
    """The rest of a turn that gave evidence, and the seller's next turn."""
    found = []
    follows = {later.n for earlier, later in pairwise(talk.said) if _evidence(earlier)}
    for one in said:
        if one.n in follows:
            found.append(one)
        elif (spans := _evidence(one)) and (since := min(span.end for span in spans)) < len(one.turn.text):
            found.append(replace(one, since=since))
    return found


def _evidence(said: HeardTurn) -> list[Span]:
    """The scenario's evidence, or words that sound like some."""
    return said.spans("evidence:") or said.spans("evidence")


def where(signal: Signal) -> str:
    """A name for the place, worded by i18n (`why.where.<name>`); empty for the whole talk."""
    if signal.after is not None:
        return f"after-{signal.after}"
    if signal.phase is not None:
        return f"in-{signal.phase}"
    return "first" if signal.first is not None else "last" if signal.last is not None else ""


def earns_by(signal: Signal) -> bool:
    """Whether the signal credits what it counts; one with `at_most` alone limits it, and counts every turn."""
    return signal.at_most is None or signal.at_least is not None


def credited(signal: Signal, said: Sequence[HeardTurn], *moves: str) -> tuple[list[HeardTurn], dict[str, int]]:
    """The turns with one of these moves that count, and for a reason how many did not because of what else was in them."""
    with_it = [one for one in said if one.does(*moves)]
    if not earns_by(signal):
        return with_it, {}
    about = (
        ("objection",) if signal.after == "objection" else ()
    )  # a question beside a brushed-off worry asks nothing of it
    counted = [one for one in with_it if one.earns(*moves, *about)]
    return counted, dropped(len(with_it) - len(counted))


def dropped(turns: int) -> dict[str, int]:
    """For a reason: nothing is said of nothing."""
    return {"dropped": turns} if turns else {}
