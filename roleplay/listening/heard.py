"""What the listening gives back: moves, topics, and the words in which they were heard."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the text something was heard: `text[start:end]`. `what` is a move or a `kind:id` topic.

    `claim` is true in an assertive clause of the speaker's own: no negation, question or quotation.
    """

    what: str
    start: int
    end: int
    claim: bool = True


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn as it was understood.

    `topics` are `kind:id`; a `must_not_say` stands among them only when it was claimed. `language` is the primary subtag
    of what was spoken, `other` for a language without a lexicon, `none` where there are no words. `time` holds the words
    of a proposed day or hour.
    """

    moves: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    language: str = "none"
    time: str | None = None

    def has(self, *moves: str) -> bool:
        return any(move in self.moves for move in moves)

    def touches(self, topic: str) -> bool:
        return topic in self.topics
