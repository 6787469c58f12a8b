"""The listener: one turn's text in, what was heard out. Pure, and the same everywhere."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from roleplay.heard import Heard, Span
from roleplay.listening.claims import (
    is_claimed,
    is_empty_form,
    is_given_back,
    is_laid_aside,
    is_negated,
    is_wanted,
    quotations,
)
from roleplay.listening.cues import Cues, Sign
from roleplay.listening.echo import content_words, echo
from roleplay.listening.language import language_of
from roleplay.listening.lexicon import Lexicon, languages, load_lexicon
from roleplay.listening.moves import ASKING, PROPOSING, MarkedSentence, asking_signs, hear_moves, in_order
from roleplay.listening.sentences import Sentence, sentences
from roleplay.listening.text import even
from roleplay.listening.tokens import Reader
from roleplay.listening.topics import Topics
from roleplay.transcript import MOVES, Speaker

Claim = Literal["claimed", "denied", "none"]
OFFERS = ("key_message:", "evidence:")
NEEDS_CLAIM = ("price", "pressure")
# “I can't promise”, “nothing in it for you personally”, “they told you to get over it”: denied or given back they are none
UNSAID = ("over_claim", "improper_offer", "pressure", "dismissal", "rude")
ON_CONDITION = ("improper_offer", "pressure")  # “if you sign, there is something in it for you” is the offer itself
_LETTER = re.compile(r"[\w']")
_WORD = {True: re.compile(r"[\w']+"), False: re.compile(r"[a-z0-9]+|[^\W_]")}


class Listener:
    """Hears turns in one language. `topics` maps `kind:id` to phrases (`Scenario.topics()`); of those in `asked` a
    question counts like a claim (`Scenario.asked_topics()`)."""

    def __init__(
        self, language: str, topics: Mapping[str, Sequence[str]] | None = None, asked: frozenset[str] = frozenset()
    ) -> None:
        self._asked = asked
        primary = language.split("-")[0].lower()
        self._lexicon: Lexicon = load_lexicon(primary if primary in languages() else "en")
        self._topics = Topics(topics or {}, self._reader())

    def _reader(self) -> Reader:
        return Reader(self._lexicon.spaced, self._lexicon.own_words, self._lexicon.forms)

    @property
    def language(self) -> str:
        """The primary subtag of the lexicon."""
        return self._lexicon.language

    @property
    def common(self) -> frozenset[str]:
        """The commonest words of the language: they carry no meaning of their own."""
        return self._lexicon.common

    def signs(self, smooth: str) -> list[Sign]:
        """Every sign of the lexicon in an even text, of moves and of what takes a claim back."""
        return self._found(smooth, self._lexicon.signs, self._lexicon.scopes)

    def sure_signs(self, smooth: str) -> list[Sign]:
        """The signs in an even text of which each alone makes its move: insults, bribes, talk to a machine."""
        found: list[Sign] = []
        quoted = quotations(smooth)
        for sentence in sentences(smooth):
            heads = self._heads(smooth, sentence)
            if sure := self._lexicon.sure.find(smooth, sentence.start, sentence.end, heads):
                scopes = self._lexicon.scopes.find(smooth, sentence.start, sentence.end, heads)
                found += [sign for sign in sure if sign.name not in UNSAID or _is_said(sign, sentence, scopes, quoted)]
        return found

    def _found(self, smooth: str, *cues: Cues) -> list[Sign]:
        found: list[Sign] = []
        for sentence in sentences(smooth):
            heads = self._heads(smooth, sentence)
            for kind in cues:
                found += kind.find(smooth, sentence.start, sentence.end, heads)
        return found

    def has_time(self, smooth: str) -> bool:
        """True where an even text names a day or an hour to come."""
        return bool(self._lexicon.times.find(smooth, 0, len(smooth)))

    def hear(self, text: str, *, before: str = "", speaker: Speaker = "seller") -> Heard:
        """Moves, topics and time of one turn; `before` is what the other one said last."""
        smooth = even(text)
        language = language_of(smooth, self._lexicon)
        if language != self._lexicon.language:
            return Heard(language=language)
        spans: list[Span] = []
        parts: list[MarkedSentence] = []
        earlier = even(before)
        said = content_words(earlier, self._lexicon.common)
        answers = len(said) >= 3 and not earlier.rstrip().endswith("?")
        quoted = quotations(smooth)
        for sentence in sentences(smooth):
            heads = self._heads(smooth, sentence)
            part = self._part(smooth, sentence, heads, said, answers)
            scopes = self._lexicon.scopes.find(smooth, sentence.start, sentence.end, heads)
            touched = self._touched(smooth, part, scopes, quoted)
            offers = any(span.what.startswith(OFFERS) for span in touched)
            kept = self._without_refused(part, scopes)
            parts.append(replace(kept, offers=True) if offers else kept)
            spans += touched
        spans += hear_moves(parts, speaker, self._lexicon.limits, lambda: self._proposes(earlier))
        if speaker == "seller":
            spans += [Span(s.name, s.start, s.end, sure=True) for s in self.sure_signs(smooth) if s.name in MOVES]
        when = self._time(parts)
        return Heard(
            moves=in_order(spans),
            topics=topics_in(spans),
            spans=tuple(sorted(spans, key=lambda span: (span.start, span.end, span.what))),
            language=language,
            time=text[when[0] : when[1]] if when else None,
        )

    def knows(self, language: str) -> bool:
        """Whether a turn in this language is heard at all."""
        return language == self._lexicon.language

    def claims(self, text: str, start: int, end: int, *, questions: bool = False) -> Claim:
        """Whether `text[start:end]`, a sentence or a stretch of one, is claimed by the speaker; with `questions`, asking
        counts like claiming. `denied`: a negation stands in it, which may be the claim's own (“you can't lose”)."""
        smooth = even(text)
        quoted = quotations(smooth)
        for sentence in sentences(smooth):
            if not sentence.start < end or not start < sentence.end:
                continue
            heads = self._heads(smooth, sentence)
            asks = asking_signs(self._part(smooth, sentence, heads, set(), False))
            scopes = self._lexicon.scopes.find(smooth, sentence.start, sentence.end, heads)
            spot = max(sentence.start, min(end, sentence.end) - 1)
            softer = [sign for sign in scopes if sign.name != "negation"]
            pieces = ((spot, spot + 1),)
            if not is_claimed(pieces, sentence, asks, softer, quoted, questions=questions):
                continue
            return "claimed" if is_claimed(pieces, sentence, asks, scopes, quoted, questions=questions) else "denied"
        return "none"

    def _part(self, text: str, sentence: Sentence, heads: list[int], said: set[str], answers: bool) -> MarkedSentence:
        signs = self._lexicon.signs.find(text, sentence.start, sentence.end, heads)
        words = _WORD[self._lexicon.spaced].findall(text, sentence.start, sentence.end)
        own = content_words(text[sentence.start : sentence.end], self._lexicon.common)
        leads = frozenset(heads) if self._lexicon.spaced else None
        times = self._lexicon.times.find(text, sentence.start, sentence.end)
        in_times = sum(len(_WORD[self._lexicon.spaced].findall(text, *place)) for place in times)
        beside = len(words) - in_times
        return MarkedSentence(sentence, tuple(signs), len(words), echo(own, said), answers, leads, tuple(times), beside)

    def _time(self, parts: list[MarkedSentence]) -> tuple[int, int] | None:
        """The day or hour beside what is proposed or confirmed, or that is nearly all that is said."""
        for part in parts:
            if part.times and (proposal := part.last("next_step", "farewell")):
                return min(part.times, key=lambda place: _apart(place, proposal))
        brief = sum(part.words for part in parts) <= self._lexicon.limits["time"]
        return next((part.times[0] for part in parts if part.times), None) if brief else None

    def _proposes(self, text: str) -> bool:
        return any(
            sign.name in PROPOSING
            for sentence in sentences(text)
            for sign in self._lexicon.signs.find(text, sentence.start, sentence.end, self._heads(text, sentence))
        )

    def _heads(self, text: str, sentence: Sentence) -> list[int]:
        """Where clauses begin: their first word, and the words after each filler."""
        heads: list[int] = []
        for clause in sentence.clauses:
            at: int | None = clause.start
            while at is not None and (word := _LETTER.search(text, at, clause.end)):
                heads.append(word.start())
                filler = self._lexicon.fillers.match(text, word.start(), clause.end)
                at = filler.end() if filler else None
        return heads

    def _without_refused(self, part: MarkedSentence, scopes: list[Sign]) -> MarkedSentence:
        """What is laid aside is no talk of price; what is denied is no pressure."""
        kept = []
        for sign in part.signs:
            place = (sign.start, sign.end)
            denied = sign.name == "pressure" and is_negated(place, part.sentence, scopes)
            if not denied and not (sign.name in NEEDS_CLAIM and is_laid_aside(place, part.sentence, scopes)):
                kept.append(sign)
        return part if len(kept) == len(part.signs) else replace(part, signs=tuple(kept))

    def _touched(
        self, text: str, part: MarkedSentence, scopes: list[Sign], quoted: list[tuple[int, int]]
    ) -> list[Span]:
        asks = asking_signs(part)
        best: dict[str, Span] = {}
        proposes = part.has("next_step")
        asked = part.sentence.asked or any(sign.name in ASKING for sign in asks)
        for touch in self._topics.find(text, part.sentence, asked):
            if touch.topic.startswith(OFFERS) and not proposes and is_wanted(touch.start, part.sentence, asks):
                continue  # "which boxes do you use?" offers none
            if not is_laid_aside((touch.start, touch.end), part.sentence, scopes):
                counts = touch.topic in self._asked
                claim = is_claimed(touch.pieces, part.sentence, asks, scopes, quoted, questions=counts)
                if claim and touch.topic.startswith("must_not_say:"):
                    claim = not (is_given_back(text, part.sentence, part.echo) or is_empty_form(text, touch.end))
                span = Span(touch.topic, touch.start, touch.end, claim, sure=touch.sure)
                best[touch.topic] = min(best.get(touch.topic, span), span, key=_weaker)
        return list(best.values())


def _is_said(sign: Sign, sentence: Sentence, scopes: list[Sign], quoted: list[tuple[int, int]]) -> bool:
    """Whether the seller does it, asking or not, rather than deny it or tell of it."""
    holding = [scope for scope in scopes if scope.name != "supposes" or sign.name not in ON_CONDITION]
    if sign.name == "rude":
        holding = [scope for scope in scopes if scope.name == "attributes"]  # an insult denied is one all the same
    return is_claimed(((sign.start, sign.end),), sentence, [], holding, quoted, questions=True)


def _apart(place: tuple[int, int], sign: Sign) -> int:
    """How many characters lie between a time and a proposal; none where one is part of the other."""
    return max(place[0] - sign.end, sign.start - place[1], 0)


def _weaker(span: Span) -> tuple[bool, bool, int]:
    """Of several touches of a topic a claim counts first, then a sure one, then the closest words."""
    return not span.claim, not span.sure, span.end - span.start


def topics_in(spans: Iterable[Span]) -> tuple[str, ...]:
    """Topics touched, in the order heard; what must not be said only where it was claimed."""
    heard = [s.what for s in spans if ":" in s.what and (s.claim or not s.what.startswith("must_not_say:"))]
    return tuple(dict.fromkeys(heard))


@lru_cache(maxsize=64)
def _cached(language: str, topics: tuple[tuple[str, tuple[str, ...]], ...], asked: frozenset[str]) -> Listener:
    return Listener(language, dict(topics), asked)


def listener_for(
    language: str, topics: Mapping[str, Sequence[str]] | None = None, asked: frozenset[str] = frozenset()
) -> Listener:
    """A listener for these phrases, made once and kept."""
    return _cached(language, tuple((topic, tuple(phrases)) for topic, phrases in (topics or {}).items()), asked)
