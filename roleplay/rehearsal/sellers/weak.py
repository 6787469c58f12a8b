"""A weak seller: tells, asks what can be answered with yes or no, talks past worries, ends vaguely."""

from roleplay.customer.dice import pick
from roleplay.rehearsal.sellers.seller import Seller


class Weak(Seller):
    def line(self) -> str | None:
        if self.n == 1:
            return self.frame("opening_short")
        if self.mind.proposals and self.mind.last.does("time_counter", "time_accept"):
            return self.frame("farewell")
        if self.n >= self.book.turns:
            return self.frame("farewell")
        if self.mind.worry and self.chance(0.75, "worry"):
            return self.pass_over()
        if self.n >= self.book.turns - 3 and self.chance(0.5, "close"):
            self.mind.proposals += 1
            return self.frame("propose_vague")
        return self.tell() if self.chance(0.65, "tells") else self.ask()

    def pass_over(self) -> str:
        """Seldom takes it in; mostly waves it away or goes on telling."""
        if self.chance(0.1, "acknowledge"):
            return self.together(self.frame("acknowledge"), self.tell())
        return self.together(self.frame("brush"), self.tell() if self.chance(0.6, "tells-on") else "")

    def tell(self) -> str:
        topic = pick(self.favourites, self.seed, self.n, "message")
        if self.book.forbidden and self.chance(0.1, "forbidden"):
            topic = pick(self.book.forbidden, self.seed, self.n, "claim")
        lines = self.book.lines.get(topic) or self.book.frames["pitch"]
        return self.frame("tell", line=self.one_of(lines, "tell-line"))

    def ask(self) -> str:
        areas = self.areas() or list(self.book.areas)
        if self.chance(0.4, "about-them"):
            return self.question(areas[0], open_=self.chance(0.3, "open"))
        return self.frame("ask_closed")
