"""A briber: gifts, money and favours for a yes, and for other people's contacts."""

from roleplay.rehearsal.sellers.seller import Seller


class Briber(Seller):
    def line(self) -> str | None:
        if self.n == 1:
            return self.frame("opening_short")
        if self.n >= self.book.turns:
            return None
        return self.with_question(self.frame("bribe"))
