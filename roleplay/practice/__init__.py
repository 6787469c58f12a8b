"""The seller's door: starts a talk, takes what the seller says, lets the customer answer, ends and scores it."""

from roleplay.customer.cue import Fallback, Piece
from roleplay.practice.door import LOCAL_PERSON, Practice, open_practice
from roleplay.practice.events import CustomerSaid, Event, Finished, SellerSaid, Speaking
from roleplay.practice.words import LONGEST_TURN, check_words

__all__ = [
    "LOCAL_PERSON",
    "LONGEST_TURN",
    "CustomerSaid",
    "Event",
    "Fallback",
    "Finished",
    "Piece",
    "Practice",
    "SellerSaid",
    "Speaking",
    "check_words",
    "open_practice",
]
