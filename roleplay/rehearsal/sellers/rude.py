"""A rude seller: insults, mocks and swears, at times with a question beside it."""

from roleplay.rehearsal.sellers.seller import Seller


class Rude(Seller):
    def line(self) -> str | None:
        if self.n == 1 and self.chance(0.3, "polite"):
            return self.frame("opening_short")
        if self.n >= self.book.turns:
            return None
        return self.with_question(self.frame("rude"))
