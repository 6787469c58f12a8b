"""What a speaker gets for one turn, and what comes back while it speaks."""

from dataclasses import dataclass, field
from typing import Any, Literal

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer.state import Direction, State
from roleplay.transcript import Turn

Mode = Literal["offline", "model"]


@dataclass(frozen=True)
class Cue:
    """One customer's turn to be spoken. `turns` end with the seller's turn that is answered; `n` is the customer's."""

    attempt: str
    scenario: Scenario
    persona: Persona
    state: State
    direction: Direction
    turns: tuple[Turn, ...]
    n: int
    seed: int

    @property
    def asked(self) -> str:
        """The seller's words that are answered; empty where the talk does not end with any."""
        return self.turns[-1].text if self.turns and self.turns[-1].speaker == "seller" else ""


@dataclass(frozen=True)
class Piece:
    """Some more words, already through the guard: to be shown as they are."""

    text: str


@dataclass(frozen=True)
class Fallback:
    """The model could not be reached before a word was shown; the offline customer answers this turn."""

    why: str


@dataclass(frozen=True)
class Spoken:
    """The end of the turn: `text` is exactly the pieces together. `cut` when the stream broke off after words were shown."""

    text: str
    speaker: Mode
    cut: bool = False
    calls: int = 0
    flags: tuple[str, ...] = ()  # out_of_character, too_long, ...
    usage: dict[str, Any] = field(default_factory=dict)
