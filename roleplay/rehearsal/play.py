"""One rehearsal attempt, played through the same door as any learner's, and what is kept of it."""

from dataclasses import dataclass
from itertools import pairwise

from roleplay.attempt import Attempt
from roleplay.content.library import Library
from roleplay.customer.breaks import find_break, plain
from roleplay.practice import CustomerSaid, PracticeService, SellerSaid
from roleplay.rehearsal.book import Book, make_book
from roleplay.rehearsal.ears import Ears
from roleplay.rehearsal.leaks import Secrets
from roleplay.rehearsal.off import off_way, spoilt
from roleplay.rehearsal.realism import CustomerLine
from roleplay.rehearsal.sellers import Seller, make_seller
from roleplay.transcript import Difficulty, Turn

PERSON = "rehearsal"
TRIES = 200  # utterances after which a talk that does not end is ended


@dataclass(frozen=True)
class Case:
    """Who talks with whom."""

    scenario: str
    persona: str
    difficulty: Difficulty
    seller: str


@dataclass(frozen=True)
class Earned:
    """What a line that was meant ill won all the same: `trust`, `fact:<id>` or `objection:<id>`. It should be nothing."""

    line: str
    what: str


@dataclass(frozen=True)
class Played:
    """What is kept of an attempt."""

    score: int | None
    passed: bool
    ending: str
    facts: int
    resolved: int
    leaks: int
    breaks: int
    deflections: int
    lines: int  # the seller's
    unheard: int  # lines of which neither move nor topic was heard
    said: tuple[CustomerLine, ...]
    earned: tuple[Earned, ...] = ()
    ill: tuple[int, ...] = ()  # places in `turns` of lines that were meant ill
    turns: tuple[tuple[str, str], ...] = ()  # who said what


class PreparedScenario:
    """A scenario with a persona, made ready once for many attempts."""

    def __init__(self, library: Library, scenario: str, persona: str) -> None:
        self.scenario, self.persona = library.scenarios[scenario], library.personas[persona]
        self.book: Book = make_book(self.scenario, library.rehearsals.get(scenario))
        self.ears = Ears(self.scenario, self.persona)
        self.secrets = Secrets(self.scenario, self.persona)


async def play(door: PracticeService, stage: PreparedScenario, case: Case, seed: int) -> Played:
    """A whole attempt: the seller speaks until the customer or the seller ends it."""
    attempt = await door.start(
        case.scenario, case.persona, person=PERSON, difficulty=case.difficulty, seed=seed, mode="offline", kind="rehearsal"
    )  # fmt: skip
    seller, turns, ill = make_seller(case.seller, stage.book, seed), list[Turn](), list[int]()
    for n in range(1, TRIES // 2):
        line = _next_line(seller, stage, seed, n)
        if line is None:
            break
        ill += [len(turns)] if seller.ill and line else []
        attempt = await _exchange(door, attempt, line, turns)
        if attempt.is_finished:
            break
        seller.hear(stage.ears.understand(turns[-1].text))
    if not attempt.is_finished:
        attempt = await door.finish(attempt.id, PERSON)
    return _kept(attempt, stage, turns, ill)


def _next_line(seller: Seller, stage: PreparedScenario, seed: int, n: int) -> str | None:
    """A fifth of the lines are off; one about something else comes before what the seller means to say."""
    way = off_way(seed, n)
    seller.ill = False
    line = "" if way == "off_topic" else seller.speak(n)
    return spoilt(line, way, stage.book, seed, n) if way and line is not None else line


async def _exchange(door: PracticeService, attempt: Attempt, line: str, turns: list[Turn]) -> Attempt:
    async for event in door.say(attempt.id, PERSON, line):
        if isinstance(event, SellerSaid | CustomerSaid):
            turns.append(event.turn)
        attempt = getattr(event, "attempt", attempt)
    return attempt


def _earned(turns: list[Turn], ill: list[int]) -> tuple[Earned, ...]:
    """What the customer's answers to these lines gave."""
    found: list[Earned] = []
    for at in ill:
        line, answer = turns[at], turns[at + 1] if at + 1 < len(turns) else None
        if answer is None:
            continue
        before = turns[at - 1].objections if at else {}
        trust = ["trust"] if any(one.what == "trust" and one.by > 0 for one in answer.changes) else []
        settled = [
            f"objection:{id}"
            for id, state in answer.objections.items()
            if state == "resolved" and before.get(id) != "resolved"
        ]
        told = [f"fact:{id}" for id in answer.revealed]
        found += [Earned(line.text, what) for what in (*trust, *told, *settled)]
    return tuple(found)


def _kept(attempt: Attempt, stage: PreparedScenario, turns: list[Turn], ill: list[int]) -> Played:
    sellers = [turn for turn in turns if turn.speaker == "seller"]
    customers = [turn for turn in turns if turn.speaker == "customer"]
    befores = [before.text for before, turn in pairwise(turns) if turn.speaker == "customer"]
    told: set[str] = set()
    leaks = 0
    for turn, before in zip(customers, befores, strict=True):
        told.update(turn.revealed)
        leaks += len(stage.secrets.leaks(turn.text, told, before))
    return Played(
        score=attempt.total,
        passed=attempt.passed is True,
        ending=attempt.ending or "",
        facts=len(told),
        resolved=sum(state == "resolved" for state in customers[-1].objections.values()) if customers else 0,
        leaks=leaks,
        breaks=sum(_breaks(turn.text) for turn in customers),
        deflections=sum(act.kind in ("deflect", "not_yet") for turn in customers for act in turn.acts),
        lines=len(sellers),
        unheard=sum(not turn.moves and not turn.topics for turn in sellers),
        said=tuple(CustomerLine(turn.text, before) for turn, before in zip(customers, befores, strict=True)),
        earned=_earned(turns, ill),
        ill=tuple(ill),
        turns=tuple((turn.speaker, turn.text) for turn in turns),
    )


def _breaks(text: str) -> bool:
    """Whether the words give away that no customer is speaking."""
    words = plain(text)
    return any(
        find_break(words[:end], at_start=True, at_end=end == len(words), before="") >= 0
        for end in range(1, len(words) + 1)
    )
