"""What was heard in one turn: moves, topics, a time, each with the words that show it and the ears that heard them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

Ear = Literal["words", "meaning", "model"]
How = Literal["asked", "said_back", "told", "took_up", "claimed", "done"]

SEVERE = "severe"  # no move: a span of this name marks swearing or a threat in a turn that is rude
BAD_MOVES = ("rude", "improper_offer", "machine_talk", "pressure", "disparages")  # nothing is earned in such a turn


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the text something was heard: `text[start:end]`. `what` is a move or a `kind:id` topic.

    `claim` is true in an assertive clause of the speaker's own: no negation, question or quotation. `how` says in what way a
    topic was touched, where an ear can tell. `sure`: its words leave no doubt, no other ear withdraws it. A span stored before there were several ears was heard by `words`.
    """

    what: str
    start: int
    end: int
    claim: bool = True
    by: tuple[Ear, ...] = ("words",)
    how: How | None = None
    sure: bool = False

    def overlaps(self, other: "Span") -> bool:
        """Tells whether both have some of the text in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn as it was understood.

    `topics` are `kind:id`; a `must_not_say` stands among them only when it was claimed. `language` is the primary subtag
    of what was spoken, `other` for a language without a lexicon, `none` where there are no words. `time` holds the words
    of a proposed day or hour. `ears` are those that listened to this turn, whatever they heard. `doubted` are bad moves and
    forbidden claims that words or meaning heard and the model, which listened too, did not: they cost nothing and a coach
    looks at them. `near` are facts and worries a question may be about, the likeliest first, none of them sure enough to count
    as heard. `background` are ordinary questions that it may be, (id, chance), the likeliest first.
    """

    moves: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    language: str = "none"
    time: str | None = None
    ears: tuple[Ear, ...] = ("words",)
    doubted: tuple[Span, ...] = ()
    near: tuple[str, ...] = ()
    background: tuple[tuple[str, float], ...] = ()

    def has(self, *moves: str) -> bool:
        return any(move in self.moves for move in moves)

    def touches(self, topic: str) -> bool:
        return topic in self.topics

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """Reads what `dataclasses.asdict` wrote, through JSON or not, also from before there were several ears."""
        return cls(
            moves=tuple(stored.get("moves", ())),
            topics=tuple(stored.get("topics", ())),
            spans=tuple(_span(one) for one in stored.get("spans", ())),
            language=stored.get("language", "none"),
            time=stored.get("time"),
            ears=tuple(stored.get("ears", ("words",))),
            doubted=tuple(_span(one) for one in stored.get("doubted", ())),
            near=tuple(stored.get("near", ())),
            background=tuple((str(id), float(chance)) for id, chance in stored.get("background", ())),
        )


def _span(stored: Mapping[str, Any]) -> Span:
    return Span(**{**stored, "by": tuple(stored.get("by", ("words",)))})
