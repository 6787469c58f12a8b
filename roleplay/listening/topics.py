"""What a turn is about: the content's phrases, compiled once, found in its sentences."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from roleplay.listening.phrases import Hit, Part, Phrase, Phrases
from roleplay.listening.sentences import Sentence
from roleplay.listening.tokens import Reader, Token

NEAR = {True: 12, False: 24}  # how far the parts of a phrase may lie apart: words, or characters
CLAUSE = {True: 1, False: 12}  # what a comma between them adds to that
MOST_PLACES = 20  # of one part in a sentence: a text that repeats itself says no more than that

Place = tuple[int, int]  # a run of words in a sentence: the first, and the one after the last


@dataclass(frozen=True, slots=True)
class Touch:
    """A topic in `text[start:end]`; `pieces` are the places of its parts; `sure`: no other ear withdraws it."""

    topic: str
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    sure: bool = False


class Topics:
    """All phrases of a scenario."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], reader: Reader) -> None:
        self._reader = reader
        self._phrases = Phrases(phrases, reader.words)
        reader.learn(self._phrases.stems)

    def find(self, text: str, sentence: Sentence, asked: bool) -> list[Touch]:
        """Every touch of a topic in one sentence, which is a question where it is `asked`."""
        tokens = self._reader.read(text, sentence.start, sentence.end)
        hits = self._phrases.hits([token.heard_as for token in tokens])
        complete = self._phrases.complete(hits, asked)
        return self._touches(complete, hits, tokens, sentence) if complete else []

    def _touches(self, complete: list[Phrase], hits: list[Hit], tokens: list[Token], sentence: Sentence) -> list[Touch]:
        touches: dict[Touch, None] = {}
        spaced = self._reader.spaced
        far = _distances(tokens, sentence, CLAUSE[spaced])
        for phrase, places in _in_order(complete, hits):
            for pieces in _near(places, NEAR[spaced], far):
                spots = tuple([(tokens[a].start, tokens[b - 1].end) for a, b in pieces])
                end = max([last for _, last in spots])
                touches[Touch(phrase.topic, min(spots)[0], end, spots, phrase.sure)] = None
        return list(touches)


def _in_order(complete: list[Phrase], hits: list[Hit]) -> Iterator[tuple[Phrase, list[list[Place]]]]:
    """The phrases in the order in which they begin to be heard, each with the places of its parts in that order too."""
    numbers: dict[Part, list[int]] = {}
    for part in dict.fromkeys(part for phrase in complete for part in phrase.parts):
        numbers[part] = [number for number, (each, _at) in enumerate(hits) for _ in range(part.count(each))]
    places = {part: [_place(hits[number]) for number in found] for part, found in numbers.items()}
    for phrase in sorted(complete, key=lambda phrase: (min(numbers[part][0] for part in phrase.parts), phrase.number)):
        yield phrase, [places[part] for part in sorted(phrase.parts, key=lambda part: numbers[part][0])]


def _place(hit: Hit) -> Place:
    alternative, at = hit
    return at, at + len(alternative.words)


def _distances(tokens: list[Token], sentence: Sentence, clause: int) -> list[int]:
    """How far each word lies from the first, the commas between counted in."""
    starts = [part.start for part in sentence.clauses[1:]]
    if not starts:
        return list(range(len(tokens)))
    return [at + clause * sum(start <= token.start for start in starts) for at, token in enumerate(tokens)]


def _near(places: list[list[Place]], near: int, far: list[int]) -> list[list[Place]]:
    """For each place of the first part the nearest of the others, where they all lie within `near`."""
    found = []
    for anchor in places[0][:MOST_PLACES]:
        chosen = [_nearest(spots, anchor[0]) for spots in places]
        if max([far[a] for a, _ in chosen]) - min([far[b - 1] for _, b in chosen]) - 1 <= near:
            found.append(chosen)
    return found


def _nearest(spots: list[Place], at: int) -> Place:
    return spots[0] if len(spots) == 1 else min(spots[:MOST_PLACES], key=lambda spot: abs(spot[0] - at))
