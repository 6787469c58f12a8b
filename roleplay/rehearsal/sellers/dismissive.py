"""A dismissive seller: pitches, and brushes every worry aside."""

from roleplay.customer.dice import pick
from roleplay.rehearsal.sellers.seller import Seller


class Dismissive(Seller):
    def line(self) -> str | None:
        if self.n == 1:
            return self.frame("opening_short")
        if self.n >= self.book.turns:
            return None
        if self.mind.worry:
            return self.brush_aside()
        lines = self.book.lines.get(pick(self.favourites, self.seed, self.n, "message"))
        return self.frame("tell", line=self.one_of(lines, "tell-line")) if lines else self.frame("pitch")

    def brush_aside(self) -> str:
        """Often with more of the pitch, which answers nothing."""
        return self.together(self.frame("dismiss"), self.frame("pitch") if self.chance(0.4, "pitches-on") else "")
