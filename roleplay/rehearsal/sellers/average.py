"""An average seller: some of what a strong one does, less listening, answers that come before the worry is taken in."""

from roleplay.rehearsal.sellers.strong import Strong


class Average(Strong):
    def line(self) -> str | None:
        if self.n == 1:
            return self.frame("opening" if self.chance(0.5, "opening") else "opening_short")
        if self.n > 2 and not self.mind.worry and not self.mind.duty and self.chance(0.25, "tells"):
            return self.tell()
        return super().line()

    def tell(self) -> str:
        self.mind.fresh = None
        return self.frame(
            "tell", line=self.one_of(self.book.lines[self.one_of(self.book.messages, "message")], "tell-line")
        )

    def follow(self, topic: str) -> str:
        """Hears it show about half of the time."""
        if self.chance(0.5, "overhears"):
            self.mind.hint = None
            return self.question(self.next_area(), open_=self.chance(0.5, "open"))
        return self.question(topic, open_=self.chance(0.7, "open"))

    def take_up(self, topic: str) -> str:
        self.mind.fresh = None
        if self.mind.told[topic] and self.chance(0.3, "reflect"):
            return self.frame("reflect", said=self.mind.told[topic])
        return self.question(self.next_area(), open_=self.chance(0.6, "open"))

    def do_duty(self, duty: str) -> str:
        if self.chance(0.5, "duty"):
            return super().do_duty(duty)
        self.mind.duty = None
        return self.question(self.next_area())

    def meet(self, worry: str) -> str:
        """Answers at once; now and then with a kind word first, now and then with what fits another worry."""
        step = self.mind.steps[worry]
        self.mind.steps[worry] += 1
        fits = worry if self.chance(0.6, "fits") else self.one_of(list(self.book.answers), "other-worry")
        lead = self.frame("acknowledge") if self.chance(0.4, "acknowledge") else ""
        said = self.together(lead, self.answer(fits, step), self.frame("check") if self.chance(0.3, "check") else "")
        return said or self.frame("brush")

    def sum_up(self) -> str:
        return super().sum_up() if self.chance(0.3, "sum-up") else ""

    def propose(self) -> str:
        if self.chance(0.5, "vague-step"):
            self.mind.proposals += 1
            return self.frame("propose_vague")
        return super().propose()
