"""The live talk: starts it, takes the seller's turns, lets the customer answer, ends it."""

from roleplay.customer.turn_request import Fallback, ReplyChunk
from roleplay.input_text import LONGEST_TURN, check_words
from roleplay.practice.events import CustomerSaid, Event, Finished, SellerSaid, Speaking
from roleplay.practice.service import LOCAL_PERSON, PracticeService, open_practice
from roleplay.review.disputes import LONGEST_REASON
from roleplay.store.disputes import Dispute
from roleplay.store.scorecards import StoredCard

__all__ = [
    "LOCAL_PERSON",
    "LONGEST_REASON",
    "LONGEST_TURN",
    "CustomerSaid",
    "Dispute",
    "Event",
    "Fallback",
    "Finished",
    "PracticeService",
    "ReplyChunk",
    "SellerSaid",
    "Speaking",
    "StoredCard",
    "check_words",
    "open_practice",
]
