"""What every bot seller has: a book, a memory of the talk as it was heard, and draws by seed, turn and purpose."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from roleplay.customer.dice import chance, pick, shuffled
from roleplay.rehearsal.book import Book
from roleplay.rehearsal.ears import WORRIES, Understood
from roleplay.rehearsal.words import said_back

ILL = ("rude", "bribe", "machine", "dismiss", "brush", "press", "inject")  # occasions of which no good should come


@dataclass
class Memory:
    """What a seller keeps in mind. All of it was said aloud."""

    last: Understood = field(default_factory=lambda: Understood(""))
    used: set[str] = field(default_factory=set)  # lines said already
    asked: Counter[str] = field(default_factory=Counter)  # topic -> times asked about
    words: str = ""  # everything the customer said
    spoken: set[str] = field(default_factory=set)  # topics the customer spoke of
    told: dict[str, str] = field(default_factory=dict)  # fact told -> its words, said back
    fresh: str | None = None  # a fact just told and not yet taken up
    hint: str | None = None  # a fact that showed and was not yet asked for
    worry: str | None = None  # the worry in the air
    steps: Counter[str] = field(default_factory=Counter)  # worry -> times I spoke to it
    duty: str | None = None
    settled: list[str] = field(default_factory=list)
    proposals: int = 0
    time: str = ""
    tied: bool = False


class Seller(ABC):
    """`hear` takes in what the customer said; `speak` gives the next line, or None when the seller finishes."""

    def __init__(self, book: Book, seed: int) -> None:
        self.book, self.seed = book, seed
        self.n = 0  # the number of the seller's turn, from 1
        self.ill = False  # whether the line just spoken was meant ill
        self.mind = Memory()
        self.favourites = shuffled(book.messages, seed, "favourites")[:2]  # what somebody who tells keeps telling
        self.name = pick(book.frames["names"], seed, 0, "name")

    @abstractmethod
    def line(self) -> str | None:
        """What to say in turn `self.n`."""

    def speak(self, n: int) -> str | None:
        self.n, self.ill = n, False
        return self.line()

    def hear(self, said: Understood) -> None:
        mind = self.mind
        mind.last = said
        mind.words += " " + said.text
        mind.spoken.update(said.about("tell", "hint", *WORRIES))
        for fact in said.about("tell"):
            mind.told.setdefault(fact, said_back(said.text, self.book.language))
            mind.fresh, mind.hint = fact, None
            mind.duty = self.book.duties.get(fact, mind.duty)
        for fact in said.about("hint"):
            mind.hint = fact if fact not in mind.told else mind.hint
        for worry in self._meant(said.about(*WORRIES)):
            mind.worry = worry
        for worry in self._meant(said.about("resolve")):
            mind.settled.append(worry)
            mind.worry = None if mind.worry == worry else mind.worry

    def _meant(self, worries: list[str]) -> list[str]:
        """Words that fit several worries ("That's not what I asked.") are about the one in the air."""
        return [self.mind.worry] if self.mind.worry in worries and self.mind.worry else worries

    # ---- lines

    def chance(self, share: float, purpose: str) -> bool:
        return chance(share, self.seed, self.n, purpose)

    def one_of(self, lines: Sequence[str], purpose: str) -> str:
        """A line not said before, as long as there is one."""
        fresh = [line for line in lines if line not in self.mind.used] or list(lines)
        line = pick(fresh, self.seed, self.n, purpose)
        self.mind.used.add(line)
        return line

    def frame(self, occasion: str, **given: str) -> str:
        """A line for an occasion, its gaps filled."""
        words = {"name": self.name, "product": self.book.product, "minutes": str(self.book.minutes), **given}
        line = self.one_of(self.book.frames[occasion], occasion)
        self.ill = self.ill or occasion in ILL
        for gap, text in words.items():
            line = line.replace("{" + gap + "}", text)
        return line[:1].upper() + line[1:]

    def together(self, *parts: str) -> str:
        return ("" if self.book.language == "zh" else " ").join(part for part in parts if part)

    def with_question(self, line: str) -> str:
        """At times a question that would earn something stands beside it."""
        asks = self.chance(0.25, "asks")
        return self.together(line, self.question(self.one_of(self.book.areas, "area"))) if asks else line

    def areas(self) -> list[str]:
        """What to ask about next: taught in this order, each seller begins a little differently."""
        left = [area for area in self.book.areas if not self.mind.asked[area] and area not in self.mind.told]
        head, tail = left[:3], left[3:]
        return [*shuffled(head, self.seed, "areas"), *tail]

    def question(self, topic: str, *, open_: bool = True) -> str:
        """A question about a topic; of a topic without any, a general one."""
        self.mind.asked[topic] += 1
        if self.mind.hint == topic:
            self.mind.hint = None
        lines = self.book.open_questions(topic) if open_ else self.book.closed_questions(topic)
        known = [line for line in lines if self.can_say(line, topic)]
        return self.one_of(known or self.book.frames["ask" if open_ else "ask_closed"], f"ask|{topic}")

    def can_say(self, line: str, topic: str) -> bool:
        """Nobody names a person, or harks back to a word, that was not spoken of yet."""
        heard = topic in self.mind.told or topic in self.mind.spoken
        if self.book.refers(line):
            return heard
        return heard or all(name in self.mind.words for name in self.book.names_in(line))

    def new_time(self) -> str:
        self.mind.time = self.mind.time or pick(self.book.frames["times"], self.seed, 0, "time")
        return self.mind.time
