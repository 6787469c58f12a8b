"""A strong seller: asks, says back, follows what shows, takes a worry in before answering it, agrees a time."""

from roleplay.rehearsal.sellers.seller import Seller
from roleplay.rehearsal.words import said_back

CLOSING = 6  # so many of the seller's turns before the end it is time for a next step
AREAS = 5  # so many areas asked about are enough for a first talk


class Strong(Seller):
    def line(self) -> str | None:
        mind = self.mind
        if self.n == 1:
            return self.frame("opening")
        if mind.proposals and mind.last.does("time_accept", "agree"):
            return self.frame("say_back", time=self.new_time())
        if mind.proposals and mind.last.does("time_counter"):
            return self.frame("take_theirs")
        if mind.duty:
            return self.do_duty(mind.duty)
        if mind.worry:
            return self.meet(mind.worry)
        if mind.last.does("not_followed"):
            return self.together(self.frame("again"), self.question(self.next_area()))
        return self.find_out() if self.asks_on() else self.close()

    @property
    def left(self) -> int:
        return self.book.turns - self.n + 1

    def asks_on(self) -> bool:
        """Whether there is still something to find out, and time for it."""
        told_enough = len(self.mind.told) >= AREAS
        return self.left > CLOSING and not told_enough

    def next_area(self) -> str:
        areas = self.areas()
        return areas[0] if areas else min(self.book.areas, key=lambda area: self.mind.asked[area])

    # ---- finding out

    def find_out(self) -> str:
        mind = self.mind
        if mind.hint and mind.asked[mind.hint] < 3:
            return self.follow(mind.hint)
        if mind.fresh:
            return self.take_up(mind.fresh)
        return self.question(self.next_area())

    def follow(self, topic: str) -> str:
        """They let something show: hand it back, and ask."""
        said = self.said()
        lead = self.frame("reflect", said=said) if said and self.chance(0.6, "hand-back") else ""
        return self.together(lead, self.question(topic))

    def take_up(self, topic: str) -> str:
        """They told something: say it back, then ask what follows or what else there is."""
        self.mind.fresh = None
        back = self.frame("reflect", said=self.mind.told[topic]) if self.mind.told[topic] else ""
        deeper = self.chance(0.3, "deepen")
        return self.together(back, self.frame("deepen") if deeper else self.question(self.next_area()))

    def said(self) -> str:
        return said_back(self.mind.last.text, self.book.language)

    # ---- what must be dealt with

    def do_duty(self, duty: str) -> str:
        self.mind.duty, self.mind.fresh = None, None
        lines = list(self.book.lines.get(duty, ()))
        thanks = self.frame("acknowledge")
        return self.together(thanks, self.one_of(lines, "duty") if lines else self.frame("duty"))

    def meet(self, worry: str) -> str:
        """First the worry is taken in and asked about, then answered with what fits, then it is asked whether that is enough."""
        step = self.mind.steps[worry]
        self.mind.steps[worry] += 1
        if step == 0:
            return self.together(self.take_in(worry), self.ask_behind(worry))
        return self.together(self.take_in(worry), self.answer(worry, step - 1), self.after_answer())

    def take_in(self, worry: str) -> str:
        """A kind word, and often the worry in words of one's own."""
        lines = self.book.statements(worry)
        said = self.said()
        own = self.one_of(lines, "worry") if lines and self.chance(0.6, "own-words") else ""
        back = own or (self.frame("reflect", said=said) if said else "")
        return self.together(self.frame("acknowledge"), back)

    def ask_behind(self, worry: str) -> str:
        lines = self.book.questions(worry)
        return self.one_of(lines, "behind") if lines and self.chance(0.6, "ask-own") else self.frame("behind")

    def answer(self, worry: str, step: int) -> str:
        """What fits the worry: another thing when the first was not enough."""
        fitting = [topic for topic in self.book.answers.get(worry, ()) if self.book.lines.get(topic)]
        return self.one_of(self.book.lines[fitting[step % len(fitting)]], "answer") if fitting else ""

    def after_answer(self) -> str:
        if self.left > CLOSING:
            return self.frame("check")
        return self.propose()

    # ---- closing

    def close(self) -> str:
        mind = self.mind
        if mind.hint and mind.proposals and mind.asked[mind.hint] < 3 and self.left > 2:
            return self.follow(mind.hint)
        if not mind.tied and mind.told and self.left >= CLOSING - 2:
            mind.tied, mind.fresh = True, None
            return self.tie()
        return self.together(self.sum_up(), self.propose())

    def tie(self) -> str:
        """One thing of the product that fits what they told."""
        said = next((words for words in reversed(list(self.mind.told.values())) if words), "")
        message = self.one_of(self.book.lines[self.one_of(self.book.messages, "message")], "tie-line")
        return self.frame("tie", said=said, line=message) if said else self.together(message, self.frame("check"))

    def sum_up(self) -> str:
        told = [words for words in self.mind.told.values() if words]
        if len(told) < 2 or self.mind.proposals > 1:
            return self.frame("reflect", said=told[0]) if told and not self.mind.proposals else ""
        return self.frame("sum_up", said=told[0], and_said=told[1])

    def propose(self) -> str:
        self.mind.proposals += 1
        return self.frame("propose", time=self.new_time())
