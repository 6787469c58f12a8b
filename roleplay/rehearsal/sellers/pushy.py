"""A pushy seller: pitches from the first word, brushes worries aside and presses for a yes."""

from roleplay.customer.dice import pick
from roleplay.rehearsal.sellers.seller import Seller


class Pushy(Seller):
    def line(self) -> str | None:
        if self.n == 1:
            return self.frame("opening_pitch")
        if self.n >= self.book.turns:
            return self.frame("press")
        if self.mind.worry:
            return self.together(self.frame("brush"), self.frame("press") if self.chance(0.5, "push") else self.pitch())
        if self.n > 3 and self.chance(0.4, "press"):
            return self.frame("press")
        if self.chance(0.2, "close"):
            return self.frame("propose", time=self.new_time())
        return self.pitch()

    def pitch(self) -> str:
        own = [*self.favourites, *(self.book.forbidden if self.chance(0.4, "claims") else ())]
        lines = self.book.lines.get(pick(own, self.seed, self.n, "message")) or self.book.frames["pitch"]
        return self.one_of(lines, "own-pitch") if self.chance(0.5, "own") else self.frame("pitch")
