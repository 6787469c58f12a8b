"""The phrases of a scenario as an index: which of them can be complete in a sentence, from the words it holds.

A scenario has up to a thousand phrases, and a sentence of a dozen words completes one or two of them. So nothing is done
for each phrase: the sentence's own words lead to the alternatives that begin with them, each alternative knows its parts
as bits of one number, and a phrase is looked at only when its rarest part is heard. Its parts are all there when its bits
are all in the sentence's.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Words = tuple[str, ...]  # stems
ASKED = "?"  # a part that any question holds
SURE = "!"  # what a phrase begins with whose words leave no doubt
Part = tuple["Alternative", ...]  # as written: two spellings of one stem stand there twice


@dataclass(slots=True, eq=False)
class Alternative:
    """Words that belong together. `bits` are the parts it stands in, `leads` the phrases whose rarest part it is of."""

    words: Words
    bits: int = 0
    leads: list["Phrase"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """`topic` is touched when one alternative of each of `parts` is heard, in a question where it is `asked`; `bits`
    are these parts; `sure` is one whose words leave no doubt."""

    number: int
    topic: str
    parts: tuple[Part, ...]
    bits: int
    asked: bool = False
    sure: bool = False


@dataclass(slots=True)
class Beginning:
    """What begins with one stem: that word alone, and longer alternatives by their second word."""

    alone: Alternative | None = None
    joined: defaultdict[str, list[Alternative]] = field(default_factory=lambda: defaultdict(list))


Hit = tuple[Alternative, int]  # and the number of the word at which it begins


class Phrases:
    """All phrases of a scenario. `words` cuts an alternative as it is written into stems, in each of its spellings."""

    def __init__(self, sources: Mapping[str, Sequence[str]], words: Callable[[str], Iterable[Words]]) -> None:
        self._alternatives: dict[Words, Alternative] = {}
        self._bits: dict[Part, int] = {}  # a part that many phrases share is one bit
        self._begins: dict[str, Beginning] = {}
        split = [(topic, source, source.lstrip(SURE).split()) for topic, each in sources.items() for source in each]
        read = [
            (topic, [self._part(part, words) for part in parts if part != ASKED], ASKED in parts, source[:1] == SURE)
            for topic, source, parts in split
        ]
        used = Counter(alternative for _topic, parts, *_ in read for part in parts for alternative in part)
        for number, (topic, parts, asked, sure) in enumerate(read):
            if parts and all(parts):  # a part without a word is never heard
                self._add(Phrase(number, topic, tuple(parts), self._bits_of(parts), asked, sure), used)

    @property
    def stems(self) -> Iterator[str]:
        return (stem for words in self._alternatives for stem in words)

    def _part(self, part: str, words: Callable[[str], Iterable[Words]]) -> Part:
        return tuple(self._alternative(stems) for written in part.split("|") for stems in words(written))

    def _alternative(self, words: Words) -> Alternative:
        if words not in self._alternatives:
            made = self._alternatives[words] = Alternative(words)
            beginning = self._begins.setdefault(words[0], Beginning())
            if len(words) == 1:
                beginning.alone = made
            else:
                beginning.joined[words[1]].append(made)
        return self._alternatives[words]

    def _bits_of(self, parts: Iterable[Part]) -> int:
        bits = 0
        for part in parts:
            bit = self._bits.setdefault(part, 1 << len(self._bits))
            for alternative in part:
                alternative.bits |= bit
            bits |= bit
        return bits

    def _add(self, phrase: Phrase, used: Counter[Alternative]) -> None:
        """Words that many phrases use are the common ones: the part with the fewest of them leads."""
        for alternative in set(min(phrase.parts, key=lambda part: sum(used[each] for each in part))):
            alternative.leads.append(phrase)

    def hits(self, heard: Sequence[Words]) -> list[Hit]:
        """Every alternative that occurs, in order; each word is given by the stems it may stand for."""
        found: list[Hit] = []
        begins = self._begins
        for at, stems in enumerate(heard):
            for stem in stems:
                if (beginning := begins.get(stem)) is not None:
                    if beginning.alone is not None:
                        found.append((beginning.alone, at))
                    if beginning.joined and at + 1 < len(heard):
                        found += _joined(beginning, heard, at)
        return found

    def complete(self, hits: Sequence[Hit], asked: bool) -> list[Phrase]:
        """The phrases of which every part is among the hits, of a sentence that was `asked` or not."""
        heard = dict.fromkeys([alternative for alternative, _at in hits])
        bits = 0
        for alternative in heard:
            bits |= alternative.bits
        found = [
            phrase
            for alternative in heard
            for phrase in alternative.leads
            if phrase.bits & bits == phrase.bits and (asked or not phrase.asked)
        ]
        return list(dict.fromkeys(found))


def _joined(beginning: Beginning, heard: Sequence[Words], at: int) -> list[Hit]:
    """The longer alternatives that begin at this word."""
    return [
        (alternative, at)
        for second in heard[at + 1]
        if second in beginning.joined
        for alternative in beginning.joined[second]
        if _fits(alternative.words, heard, at)
    ]


def _fits(words: Words, heard: Sequence[Words], at: int) -> bool:
    if at + len(words) > len(heard):
        return False
    return all(words[more] in heard[at + more] for more in range(2, len(words)))
