"""What a turn is about: the content's phrases, compiled once, found in its sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from roleplay.listening.sentences import Sentence
from roleplay.listening.tokens import Reader, Token

NEAR = {True: 9, False: 24}  # how far the parts of a phrase may lie apart: words, or characters
CLAUSE = {True: 1, False: 12}  # what a comma between them adds to that
MOST_PLACES = 20  # of one part in a sentence: a text that repeats itself says no more than that

Place = tuple[int, int]  # a run of words in a sentence: the first, and the one after the last


@dataclass(frozen=True, slots=True)
class Phrase:
    """`topic` is touched when each of `parts` occurs: a part is a set of alternatives' numbers."""

    topic: str
    parts: int


@dataclass(frozen=True, slots=True)
class Touch:
    """A topic in `text[start:end]`; `pieces` are the places of its parts."""

    topic: str
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]


class Topics:
    """All phrases of a scenario."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], reader: Reader) -> None:
        self._reader = reader
        self._phrases: list[Phrase] = []
        self._uses: dict[tuple[str, ...], list[tuple[int, int]]] = {}  # alternative -> phrase, part
        self._by_start: dict[tuple[str, ...], list[tuple[str, ...]]] = {}  # by its first two words
        for topic, sources in phrases.items():
            for source in sources:
                self._add(topic, source)
        reader.learn(word for alternative in self._uses for word in alternative)

    def _add(self, topic: str, source: str) -> None:
        parts = source.split()
        self._phrases.append(Phrase(topic, len(parts)))
        for number, part in enumerate(parts):
            for alternative in filter(None, part.split("|")):
                words = self._reader.words(alternative)
                if words and words not in self._uses:
                    self._uses[words] = []
                    self._by_start.setdefault(words[:2], []).append(words)
                if words:
                    self._uses[words].append((len(self._phrases) - 1, number))

    def find(self, text: str, sentence: Sentence) -> list[Touch]:
        """Every touch of a topic in one sentence."""
        tokens = self._reader.read(text, sentence.start, sentence.end)
        found: dict[int, dict[int, list[tuple[int, int]]]] = {}  # phrase -> part -> places, counted in tokens
        for at, token in enumerate(tokens):
            for words in self._alternatives(token, tokens[at + 1] if at + 1 < len(tokens) else None):
                if len(words) <= 2 or self._fits(words, tokens, at):
                    for phrase, part in self._uses[words]:
                        found.setdefault(phrase, {}).setdefault(part, []).append((at, at + len(words)))
        return self._touches(found, tokens, sentence) if found else []

    def _alternatives(self, token: Token, following: Token | None) -> Iterable[tuple[str, ...]]:
        for first in token.heard_as:
            yield from self._by_start.get((first,), ())
            for second in following.heard_as if following else ():
                yield from self._by_start.get((first, second), ())

    @staticmethod
    def _fits(words: tuple[str, ...], tokens: list[Token], at: int) -> bool:
        if at + len(words) > len(tokens):
            return False
        return all(word in tokens[at + more].heard_as for more, word in enumerate(words))

    def _touches(
        self, found: dict[int, dict[int, list[Place]]], tokens: list[Token], sentence: Sentence
    ) -> list[Touch]:
        touches: dict[Touch, None] = {}
        spaced = self._reader.spaced
        far = _distances(tokens, sentence, CLAUSE[spaced])
        for number, places in found.items():
            phrase = self._phrases[number]
            if len(places) == phrase.parts:
                for pieces in _near(list(places.values()), NEAR[spaced], far):
                    spots = tuple((tokens[a].start, tokens[b - 1].end) for a, b in pieces)
                    touches[Touch(phrase.topic, min(s for s, _ in spots), max(e for _, e in spots), spots)] = None
        return list(touches)


def _distances(tokens: list[Token], sentence: Sentence, clause: int) -> list[int]:
    """How far each word lies from the first, the commas between counted in."""
    starts = [part.start for part in sentence.clauses[1:]]
    return [at + clause * sum(start <= token.start for start in starts) for at, token in enumerate(tokens)]


def _near(places: list[list[Place]], near: int, far: list[int]) -> list[list[Place]]:
    """For each place of the first part the nearest of the others, where they all lie within `near`."""
    found = []
    for anchor in places[0][:MOST_PLACES]:
        chosen = [min(spots[:MOST_PLACES], key=lambda spot: abs(spot[0] - anchor[0])) for spots in places]
        if max(far[a] for a, _ in chosen) - min(far[b - 1] + 1 for _, b in chosen) <= near:
            found.append(chosen)
    return found
