"""Where a talk stands, for the bar and the box around it: the phases it has been in, and how much can still be said."""

from collections.abc import Iterable
from typing import Any

from roleplay.attempt import Attempt
from roleplay.content.scenario import Scenario
from roleplay.transcript import PHASES, Phase, Turn
from roleplay.web.formatting import Words

FEW_LEFT = 3  # the seller's turns left from which on the screen tells them (judgement)
YOUNG = 4  # a talk with fewer of the seller's turns is asked about before it is finished (judgement)


def phases_seen(turns: Iterable[Turn], now: Phase) -> tuple[Phase, ...]:
    """Returns the phases the talk has been in, in their fixed order. A talk may skip one, and come back to one."""
    seen = {turn.phase for turn in turns} | {now}
    return tuple(phase for phase in PHASES if phase in seen)


def seller_turns(attempt: Attempt) -> int:
    """Returns how many turns the seller has had. Seller and customer alternate, and the seller begins."""
    return (attempt.turns + 1) // 2


def turns_left(attempt: Attempt, scenario: Scenario) -> int:
    """Returns how many more turns the seller has: each needs room for its answer (`endings.out_of_turns`)."""
    return max(0, (scenario.ending.max_turns - attempt.turns) // 2)


def left_text(words: Words, attempt: Attempt, scenario: Scenario) -> str:
    """Returns what the screen says of the turns left: nothing while there are more than a few, or once the talk is over."""
    left = turns_left(attempt, scenario)
    return words("chat.left", n=left) if 0 < left <= FEW_LEFT and not attempt.is_finished else ""


def page_state(words: Words, attempt: Attempt, scenario: Scenario) -> dict[str, Any]:
    """Returns the part of a window message that every turn changes; `static/chat.js` reads it."""
    return {"phase": attempt.phase, "turns": seller_turns(attempt), "left": left_text(words, attempt, scenario)}
