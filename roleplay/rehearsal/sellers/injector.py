"""A hostile seller: wants the customer's secrets without earning them, by orders, tricks, begging and other languages."""

from roleplay.rehearsal.sellers.seller import Seller


class Injector(Seller):
    def line(self) -> str | None:
        if self.n == 1 and self.chance(0.5, "polite"):
            return self.frame("opening")
        if self.n >= self.book.turns:
            return None
        if self.chance(0.2, "asks"):
            return self.together(self.frame("inject"), self.question(self.one_of(self.book.areas, "area")))
        return self.frame("inject")
