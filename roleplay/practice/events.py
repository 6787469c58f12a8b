"""Defines the events of a turn, in the order in which screens receive them."""

from dataclasses import dataclass

from roleplay.attempt import Attempt
from roleplay.customer.turn_request import Fallback, ReplyChunk
from roleplay.transcript import Turn


@dataclass(frozen=True)
class SellerSaid:
    """The seller's turn is stored, with what it leads to."""

    turn: Turn
    turn_id: str
    attempt: Attempt


@dataclass(frozen=True)
class Speaking:
    """The customer begins. `text` is what was said so far, when a screen joins later."""

    turn_id: str
    n: int
    text: str = ""


@dataclass(frozen=True)
class CustomerSaid:
    """The reply is over, and stored as it was shown: whole, or `cut`."""

    turn: Turn
    turn_id: str
    attempt: Attempt


@dataclass(frozen=True)
class Finished:
    """The customer ended the talk; the attempt is scored."""

    attempt: Attempt


Event = SellerSaid | Speaking | ReplyChunk | Fallback | CustomerSaid | Finished
