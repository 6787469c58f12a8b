"""What a reply does: whether a customer could have said this sentence, to this seller, under this direction.

Each check looks at who does what to whom, not at single words: `our tool … saves you`, `help you?` as a whole question, a
figure that nobody gave. `prompts/<language>/conduct.yaml` holds the grammar of both languages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import yaml

from roleplay.catalogue import Catalogue
from roleplay.customer import policy, wording
from roleplay.customer.breaks import plain
from roleplay.customer.figures import figures, weighty
from roleplay.customer.gestures import acted
from roleplay.customer.recital import Recital
from roleplay.i18n import language_of
from roleplay.listening.language import language_of as spoken_language
from roleplay.listening.lexicon import load_lexicon
from roleplay.listening.listener import listener_for

KINDS = ("sells", "serves", "gives_in")
_HAN = re.compile(r"[㐀-鿿]")
_ELSEWHERE = re.compile(r"[\u0370-\u1fff\u3040-\u30ff\uac00-\ud7af]")
_LATIN = re.compile(r"[a-z\u00c0-\u024f]+(?:'[a-z]+)*")
_LATIN_RUN = re.compile(r"[A-Za-z\u00c0-\u024f']+(?:[ ,-]+[A-Za-z\u00c0-\u024f']+)*")


@dataclass(frozen=True)
class FaultPattern:
    """`lead` begins it, `rest` right behind makes it certain, `unless` takes it back."""

    kind: str
    lead: re.Pattern[str]
    whole: re.Pattern[str]
    unless: re.Pattern[str] | None

    def shows(self, sentence: str) -> bool:
        return bool(self.whole.search(sentence)) and not (self.unless and self.unless.search(sentence))


@dataclass(frozen=True)
class Conduct:
    """Judges sentences of one reply. `known` is all the model was told and all that was said: its figures may be said.

    `agrees`: the direction has the customer say yes. `catalogue` with `talked`, the topics of the talk so far: the ear
    hears in a reply what only a seller would bring up.
    """

    language: str = ""  # without one each sentence is judged by its script
    names: tuple[str, ...] = ()
    known: str = ""
    agrees: bool = False
    recital: Recital | None = None
    catalogue: Catalogue | None = None
    talked: frozenset[str] = frozenset()

    def fault(self, sentence: str) -> str:
        """Returns the flag for what this whole sentence does that no customer does; empty where it does nothing of the
        kind."""
        even = plain(sentence).strip()
        if not even:
            return ""
        checks = (
            ("other_language", self._is_foreign(sentence)),
            ("reasoning_shown", self._reasons(even)),
            ("recites", bool(self.recital and self.recital.recites(even))),
            ("third_person", self._narrates(even)),
            ("invents_figure", bool(self._unknown_figures(even))),
        )
        return next((flag for flag, found in checks if found), "") or self._kind(even) or self._heard(sentence, even)

    def doubtful(self, unfinished: str) -> bool:
        """Tells whether the unfinished sentence may become a fault, so that it must be heard to its end first."""
        even = plain(unfinished).lstrip()
        grammar = self._grammar(even)
        return bool(
            grammar.leads.search(even)
            or grammar.subject.search(even)
            or self._is_foreign(unfinished, whole=False)
            or (any(character.isdigit() for character in even) and self._unknown_figures(even))
            or (self.recital and self.recital.begins(even))
        )

    def _grammar(self, even: str) -> "Grammar":
        language = self.language or ("zh" if _HAN.search(even) else "en")
        return _grammar(language_of(language), self.names)

    def _kind(self, even: str) -> str:
        found = (sign.kind for sign in self._grammar(even).signs if sign.shows(even))
        return next((kind for kind in found if not (kind == "gives_in" and self.agrees)), "")

    def _reasons(self, even: str) -> bool:
        grammar = self._grammar(even)
        signs = [bool(sign.search(even)) for sign in grammar.reasoning]
        return bool(grammar.thinking_aloud.search(even)) or (sum(signs) >= policy.REASONING_SIGNS and any(signs[:3]))

    def _narrates(self, even: str) -> bool:
        grammar = self._grammar(even)
        return bool(grammar.narrates.search(even)) and not grammar.own.search(even)

    @cached_property
    def _figures(self) -> frozenset[str]:
        return figures(plain(self.known))

    def _unknown_figures(self, even: str) -> list[str]:
        if not self.known:
            return []
        return [number for number in weighty(even) if number not in self._figures]

    def _is_foreign(self, sentence: str, whole: bool = True) -> bool:
        """Whether the sentence, or half of it, is not in the customer's language. What was said or told before may
        come."""
        if not self.language:
            return False
        if language_of(self.language) == "zh":
            return self._is_not_chinese(sentence, whole)
        new = [c for c in _HAN.findall(sentence) + _ELSEWHERE.findall(sentence) if c not in self.known]
        if new or not whole:
            return bool(new)
        return spoken_language(sentence.lower(), load_lexicon("en")) not in (self.language, "none")

    def _is_not_chinese(self, sentence: str, whole: bool) -> bool:
        if _ELSEWHERE.search(sentence):
            return True
        runs = [_LATIN.findall(run[0].lower()) for run in _LATIN_RUN.finditer(sentence) if run[0] not in self.known]
        longest = max((len(run) for run in runs), default=0)
        if _HAN.search(sentence):
            english = load_lexicon("en").common
            return any(
                len(run) >= policy.FOREIGN_WORDS
                and sum(word in english for word in run) * policy.FOREIGN_SHARE >= len(run)
                for run in runs
            )
        return longest > (policy.LATIN_ALONE if whole else policy.FOREIGN_WORDS)

    def _heard(self, sentence: str, even: str) -> str:
        """What words that hear sellers hear in it: an offer put as a question, or a product point nobody has made.

        Words alone: a customer's own story is close in meaning to what a seller says about the same matter.
        """
        if self.catalogue is None:
            return ""
        words = listener_for(self.catalogue.language, self.catalogue.phrases, self.catalogue.asked)
        heard = words.hear(sentence)
        grammar = self._grammar(even)
        if not self.agrees and heard.has("next_step") and grammar.asks_you.search(even):
            return "sells"
        new = [
            span
            for span in heard.spans
            if span.what.startswith(("key_message:", "evidence:")) and span.claim and span.what not in self.talked
        ]
        return "sells" if new and grammar.ours.search(even) else ""


@dataclass(frozen=True)
class Grammar:
    """The signs of one language, compiled for one customer's names."""

    signs: tuple[FaultPattern, ...]
    leads: re.Pattern[str]
    reasoning: tuple[re.Pattern[str], ...]
    thinking_aloud: re.Pattern[str]
    subject: re.Pattern[str]
    narrates: re.Pattern[str]
    own: re.Pattern[str]
    ours: re.Pattern[str]
    asks_you: re.Pattern[str]


@cache
def _grammar(language: str, names: tuple[str, ...]) -> Grammar:
    told: dict[str, Any] = yaml.safe_load(wording.source(language, "conduct.yaml"))
    fill = _Fill({**told["words"], "names": _either(names), "acted": _either(acted(language))})
    signs = tuple(_sign(kind, one, fill) for kind in KINDS for one in told[kind])
    person = told["person"]
    reasoning = tuple(fill.compiled(one) for one in told["reasoning"])
    leads = [sign.lead.pattern for sign in signs] + [one.pattern for one in reasoning[:4]] + [told["thinking_aloud"]]
    return Grammar(
        signs=signs,
        leads=re.compile("|".join(f"(?:{lead})" for lead in leads)),
        reasoning=reasoning,
        thinking_aloud=fill.compiled(told["thinking_aloud"]),
        subject=fill.compiled(person["subject"]),
        narrates=fill.compiled(person["does"]),
        own=fill.compiled(person["own"]),
        ours=fill.compiled(told["ours"]),
        asks_you=fill.compiled(told["asks_you"]),
    )


class _Fill:
    """Writes out @names in patterns."""

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words

    def __call__(self, pattern: str) -> str:
        filled = re.sub(r"@(\w+?)(?=\b|_|[^a-z])", lambda found: self._words[found[1]], pattern)
        return self(filled) if "@" in filled else filled

    def compiled(self, pattern: str) -> re.Pattern[str]:
        return re.compile(self(pattern))


def _sign(kind: str, told: dict[str, str], fill: _Fill) -> FaultPattern:
    lead, rest = fill(told["lead"]), fill(told["rest"])
    unless = fill.compiled(told["unless"]) if told.get("unless") else None
    return FaultPattern(kind, re.compile(lead), re.compile(f"(?:{lead})(?:{rest})"), unless)


def _either(words: Sequence[str]) -> str:
    """A pattern for any of the words; without words one that nothing matches."""
    longest_first = sorted((plain(word) for word in words), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})" if longest_first else "(?!)"
