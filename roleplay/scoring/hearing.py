"""The talk as the scorer hears it: the seller's words listened to anew, beside what the customer gave occasion to."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, cast

from roleplay.catalogue import Catalogue
from roleplay.content.scenario import Scenario
from roleplay.heard import BAD_MOVES, Heard, Span
from roleplay.listening.offline import EarlierLine, OfflineEar, offline_ear
from roleplay.listening.phases import next_phase
from roleplay.scorecard import Evidence
from roleplay.scoring.fairness import fairly
from roleplay.scoring.quotes import clause, sentences
from roleplay.transcript import PHASES, ActKind, Phase, Transcript, Turn

T = TypeVar("T")
RAISING: tuple[ActKind, ...] = ("raise", "insist")
SPOILING = (*BAD_MOVES, "dismissal")  # what makes a talk a bad one when it goes on all through
SPOILT_SHARE = 3  # of the seller's turns one in so many, judgement: a slip is one turn in a talk, a habit every third
SPOILT_TURNS = 2  # at least, judgement: once is a slip in the shortest talk
GRAVE = ("rude", "improper_offer")  # what undoes a talk when it comes again
GRAVE_TURNS = 2  # judgement: once is a slip, which fails the attempt by a critical check and costs its own turn
TAKING_IN = ("acknowledgement", "reflection", "check_back")  # what a brushed-off worry takes back
OFFERING = ("telling", "evidence", "key_message")  # what a claim that cannot be kept takes back


@dataclass(frozen=True)
class HeardTurn:
    """A turn as it was heard; the signals look at the seller's. `since` hides what was said before that place in the text.
    `void` stands on the turns of a spoilt talk: nothing is earned there."""

    turn: Turn
    heard: Heard
    phase: Phase
    before: Turn | None  # the other one's turn it answers
    since: int = 0
    void: bool = False

    @property
    def n(self) -> int:
        return self.turn.n

    @cached_property
    def _by_what(self) -> dict[str, list[Span]]:
        """Spans by move, by topic, and by kind of topic: under `fact:` stand those of every fact."""
        found: dict[str, list[Span]] = {}
        for span in self.heard.spans:
            if span.start >= self.since:
                found.setdefault(span.what, []).append(span)
                if ":" in span.what:
                    found.setdefault(span.what.split(":", 1)[0] + ":", []).append(span)
        return found

    @cached_property
    def _moves(self) -> frozenset[str]:
        return frozenset(self.heard.moves)

    def spans(self, what: str) -> list[Span]:
        """Where a move (`evidence`), a topic (`evidence:trial`) or a kind of topic (`evidence:`) was heard."""
        return self._by_what.get(what, [])

    def does(self, *moves: str) -> bool:
        if self._moves.isdisjoint(moves):
            return False
        return not self.since or any(self.spans(move) for move in moves)

    @cached_property
    def spoilt_by(self) -> str | None:
        """The bad move that was heard for sure in this turn, whoever it was meant for."""
        return next((move for move in SPOILING if move in self._moves), None)

    @property
    def is_grave(self) -> bool:
        """Whether an insult, a threat or an improper offer was heard in this turn."""
        return not self._moves.isdisjoint(GRAVE)

    @property
    def is_plainly_grave(self) -> bool:
        """Whether its words show it or a model heard it: meaning alone may be wrong."""
        return self.is_grave and any(span.by != ("meaning",) for move in GRAVE for span in self.spans(move))

    def earns(self, *whats: str) -> bool:
        """Whether moves or topics in this turn may be credited. A turn that is rude, bribes, presses, runs others down or
        talks to a program earns nothing; one that brushes a worry off takes nothing in and answers nothing; one with a
        promise that nobody can keep earns nothing for what it tells."""
        if self.void or (self.spoilt_by is not None and self.spoilt_by != "dismissal"):
            return False
        if self.spoilt_by == "dismissal" and any(what in TAKING_IN or what.startswith("objection") for what in whats):
            return False
        return not ("over_claim" in self._moves and any(what.split(":")[0] in OFFERING for what in whats))

    def quote(self, *whats: str) -> Evidence:
        """The clause in which one of these was heard first."""
        spans = [span for what in whats for span in self.spans(what)]
        first = min(spans, key=lambda span: span.start, default=None)
        if first is None:
            return self.opening_words()
        return self.quote_at(first)

    def quote_of(self, *whats: str) -> Evidence:
        """The clause of the first named that was heard at all: a question rather than what was said before it."""
        return self.quote(next((what for what in whats if self.spans(what)), whats[0]))

    def quote_at(self, span: Span) -> Evidence:
        return Evidence(turn=self.n, quote=clause(self.turn.text, span.start, span.end))

    def opening_words(self) -> Evidence:
        """The first sentence: for what is of the whole turn and stands at no place in it."""
        start, end = next(iter(sentences(self.turn.text)), (0, len(self.turn.text)))
        return Evidence(turn=self.n, quote=clause(self.turn.text, start, end))


def is_of(topic: str, kind: str) -> bool:
    """Whether a topic is this one, or of this kind."""
    return topic == kind or topic.startswith(f"{kind}:")


@dataclass(frozen=True)
class Talk:
    """All that a signal may look at."""

    transcript: Transcript
    scenario: Scenario | None
    said: tuple[HeardTurn, ...]
    phases: frozenset[Phase]  # of turns of both speakers

    @cached_property
    def has_state(self) -> bool:
        """Whether the customer's turns tell what they did: of a bare transcript they do not."""
        if self.scenario is None or not self.transcript.staged:
            return False
        spoken = [turn for turn in self.customer if turn.status != "speaking"]
        return not spoken or any(turn.acts for turn in spoken)

    @cached_property
    def is_spoilt(self) -> bool:
        """Whether bad moves went on all through: then keeping from something else earns nothing either."""
        return any(one.void for one in self.said)

    @cached_property
    def turns(self) -> dict[int, Turn]:
        """The seller's turns, which alone can be quoted."""
        return {one.n: one.turn for one in self.said}

    def until(self, n: int) -> "Talk":
        """The talk up to and with turn `n`: what a line said there could know."""
        turns = tuple(turn for turn in self.transcript.turns if turn.n <= n)
        transcript = self.transcript.model_copy(update={"turns": turns})
        return Talk(transcript, self.scenario, tuple(one for one in self.said if one.n <= n), self.phases)

    @cached_property
    def customer(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.transcript.turns if turn.speaker == "customer")

    def acts(self, *kinds: ActKind) -> dict[str, list[int]]:
        """Topic -> the customer's turns in which it was told, hinted, raised, ..."""
        return self.kept(("acts", *kinds), lambda: self._acts(kinds))

    def kept(self, name: Hashable, find: Callable[[], T]) -> T:
        """What many checks ask of the same talk is found once."""
        if name not in self._found:
            self._found[name] = find()
        return cast(T, self._found[name])

    @cached_property
    def _found(self) -> dict[Hashable, object]:
        return {}

    def _acts(self, kinds: tuple[ActKind, ...]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for turn in self.customer:
            for act in turn.acts:
                if act.kind in kinds and act.topic and turn.n not in found.get(act.topic, []):
                    found.setdefault(act.topic, []).append(turn.n)
        return found

    def reached(self, phase: Phase) -> bool:
        """Whether the talk was ever in this phase. Every talk opens; a turn's own phase is the one after it."""
        if phase == "opening":
            return bool(self.said)
        return phase in self.phases or (phase == "objection" and bool(self.acts(*RAISING))) or self._reflected(phase)

    def _reflected(self, phase: Phase) -> bool:
        """Of a bare transcript: whoever gives back what they heard is finding out, with or without a question."""
        return phase == "probing" and not self.transcript.staged and any(one.does("reflection") for one in self.said)

    def passed_over(self, phase: Phase) -> bool:
        """Whether the talk went on to a later phase without this one."""
        later = PHASES[PHASES.index(phase) + 1 :]
        return not self.reached(phase) and any(self.reached(one) for one in later)

    @property
    def whole(self) -> tuple[int, int] | None:
        turns = self.transcript.turns
        return (turns[0].n, turns[-1].n) if turns else None


def ear_of(language: str, scenario: Scenario | None) -> OfflineEar:
    """The ear for a talk: with a scenario it knows what can be touched."""
    return offline_ear(scenario.full_catalogue if scenario else Catalogue(language))


def listen_to(transcript: Transcript, scenario: Scenario | None) -> Talk:
    """Hears the talk. A staged transcript brings its phases; those of a bare one are worked out from both speakers' moves."""
    heard = list(hear_turns(transcript, scenario))
    said = _voided(tuple(one for one in heard if one.turn.speaker == "seller"))
    return Talk(transcript, scenario, said, frozenset(one.phase for one in heard))


def _voided(said: tuple[HeardTurn, ...]) -> tuple[HeardTurn, ...]:
    """The turns, those marked in which nothing is earned because of the whole talk: all of them where the customer was
    insulted or offered something improper more than once, else from the first bad move on where those are a habit."""
    grave = [one for one in said if one.is_grave]
    if len(grave) >= GRAVE_TURNS and any(one.is_plainly_grave for one in grave):
        return tuple(replace(one, void=True) for one in said)
    bad = [one.n for one in said if one.spoilt_by]
    if len(bad) < SPOILT_TURNS or len(bad) * SPOILT_SHARE < len(said):
        return said
    return tuple(replace(one, void=True) if one.n >= bad[0] else one for one in said)


def hear_turns(transcript: Transcript, scenario: Scenario | None) -> Iterator[HeardTurn]:
    """Every turn of both speakers; a staged customer's need no hearing, since what they did is known."""
    ear = ear_of(transcript.language, scenario)
    phase: Phase = "opening"
    last: Turn | None = None
    before: list[EarlierLine] = []
    raised = False
    for turn in transcript.turns:
        other = last if last and last.speaker != turn.speaker else None
        heard = turn.heard or Heard()
        if turn.heard is None and (turn.speaker == "seller" or not transcript.staged):
            heard = ear.hear(turn.text, before, turn.speaker)
        raised = raised or any(act.kind in RAISING for act in turn.acts)
        if turn.speaker == "seller":
            heard = fairly(heard, raised or not transcript.staged)
        phase = turn.phase if transcript.staged else next_phase(phase, turn.speaker, heard.moves)
        yield HeardTurn(turn, heard, phase, other)
        last = turn
        before.append(EarlierLine(turn.speaker, turn.text))
