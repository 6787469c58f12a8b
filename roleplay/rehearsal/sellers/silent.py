"""A silent seller: says next to nothing and waits to be led."""

from roleplay.rehearsal.sellers.seller import Seller


class Silent(Seller):
    def line(self) -> str | None:
        if self.n == 1:
            return self.frame("dull_start")
        if self.n > self.book.turns // 2 and self.chance(0.2, "leaves"):
            return None if self.chance(0.5, "without-a-word") else self.frame("farewell")
        return self.frame("ask_closed" if self.chance(0.1, "asks") else "dull")
