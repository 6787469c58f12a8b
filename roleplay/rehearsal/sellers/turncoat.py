"""A turncoat: sells well, until in mid-talk they turn rude, bribe, brush aside or talk to a machine, and stay so."""

from roleplay.customer.dice import draw, pick
from roleplay.rehearsal.book import Book
from roleplay.rehearsal.sellers.strong import Strong

KINDS = ("rude", "bribe", "machine", "dismiss")
FIRST, LAST = 4, 7  # the seller's turn in which they turn: after something was won, before anything is agreed


class Turncoat(Strong):
    def __init__(self, book: Book, seed: int) -> None:
        super().__init__(book, seed)
        self.turns_at = FIRST + int(draw(seed, 0, "turns-at") * (LAST - FIRST + 1))
        self.turns_to = pick(KINDS, seed, 0, "turns-to")

    def line(self) -> str | None:
        if self.n < self.turns_at:
            return super().line()
        return self.frame(self.turns_to) if self.n < self.book.turns else None
