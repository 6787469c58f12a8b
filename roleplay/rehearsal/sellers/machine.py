"""A seller who talks to the program behind the customer: orders to it, and talk of its prompt and its score."""

from roleplay.rehearsal.sellers.seller import Seller


class Machine(Seller):
    def line(self) -> str | None:
        if self.n == 1 and self.chance(0.5, "polite"):
            return self.frame("opening_short")
        if self.n >= self.book.turns:
            return None
        return self.with_question(self.frame("machine"))
