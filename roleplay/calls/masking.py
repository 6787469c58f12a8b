"""Takes the names, numbers and addresses of people out of a call before anything of it is stored.

The rules of each language are data, in `masks/`. A mask is stable within a call: the same person is `[name 1]` everywhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from roleplay.transcript import Transcript

FOLDER = Path(__file__).parent / "masks"
_HAN = re.compile(r"[\u3400-\u9fff]")
SHORTEST_PART = 3  # letters of a first or last name that is masked alone: “Al” and “Bo” would hit other words


class NumberRule(BaseModel):
    """Something written in a form of its own. `digits` is the fewest that it must hold."""

    kind: str
    pattern: str
    digits: int = 0


class MaskRules(BaseModel):
    """One language's rules: the words of the masks, patterns, and what tells that a name follows."""

    model_config = ConfigDict(extra="forbid")

    words: dict[str, str]
    gap: str
    rules: tuple[NumberRule, ...]
    introduces: tuple[str, ...]
    no_names: frozenset[str]
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Mask:
    """What was found: its `kind` (`name`, `phone`, `mail` ...), the words, and what stands in their place."""

    kind: str
    text: str
    mask: str


@dataclass
class Masker:
    """Masks the texts of one call. What was masked is kept in memory alone, for whoever looks it through."""

    language: str
    speakers: tuple[str, ...] = ()
    found: dict[tuple[str, str], Mask] = field(default_factory=dict)

    def masked(self, transcript: Transcript) -> Transcript:
        """Returns the transcript with every turn masked, also where a name stands before the turn that introduces it."""
        texts = [turn.text for turn in transcript.turns]
        people = _variants(self._people(texts), self._rules)
        turns = tuple(turn.model_copy(update={"text": self._mask(turn.text, people)}) for turn in transcript.turns)
        return transcript.model_copy(update={"turns": turns})

    @property
    def masks(self) -> tuple[Mask, ...]:
        """Returns what was found, in the order of finding."""
        return tuple(self.found.values())

    @property
    def _rules(self) -> MaskRules:
        return _rules_of(self.language.split("-")[0])

    def _people(self, texts: Iterable[str]) -> list[str]:
        """The names of everybody who speaks or is introduced, each person once, the longest form of a name first."""
        named = [name for text in texts for name in _introduced(text, self._rules)]
        spoken = [name for name in self.speakers if _HAN.search(name) or name[:1].isupper()]
        people: list[str] = []
        for name in [*spoken, *sorted(dict.fromkeys(named), key=len, reverse=True)]:
            if not any(_is_part(name, whole) for whole in people):
                people.append(name)
        return people

    def _mask(self, text: str, people: dict[str, str]) -> str:
        for rule, pattern in _patterns(self.language.split("-")[0]):
            text = pattern.sub(lambda match, rule=rule: self._number(rule, match), text)  # type: ignore[misc]
        if people:
            text = _any_of(tuple(people)).sub(lambda match: self._as("name", match[0], people[match[0]]), text)
        return text

    def _number(self, rule: NumberRule, match: re.Match[str]) -> str:
        what = match.groupdict().get("what") or match[0]
        if sum(letter.isdigit() for letter in what) < rule.digits:
            return match[0]
        return match[0].replace(what, self._as(rule.kind, what, what))

    def _as(self, kind: str, text: str, person: str) -> str:
        """The mask of this thing; all forms of a name share the number of the person."""
        known = self.found.get((kind, text)) or next(
            (
                mask
                for (of, other), mask in self.found.items()
                if of == kind == "name" and _is_part(text, person) and _is_part(other, person)
            ),
            None,
        )
        number = len({mask.mask for mask in self.found.values() if mask.kind == kind}) + 1
        word = f"[{self._rules.words[kind]}{self._rules.gap}{number}]"
        mask = Mask(kind, text, known.mask if known else word)
        self.found.setdefault((kind, text), mask)
        return mask.mask


def _introduced(text: str, rules: MaskRules) -> Iterator[str]:
    for pattern in rules.introduces:
        for match in _compiled(pattern).finditer(text):
            if match["name"].lower() not in rules.no_names:
                yield match["name"]


def _variants(people: Iterable[str], rules: MaskRules) -> dict[str, str]:
    """Every form of a name that may be said -> the person."""
    forms: dict[str, str] = {}
    for person in people:
        own = [person]
        if not _HAN.search(person):
            own += [
                part
                for part in person.split()
                if len(part) >= SHORTEST_PART and part.lower().rstrip(".") not in rules.titles
            ]
        elif 2 <= len(person) <= 4:
            own += [person[1:]] if len(person) == 3 else []
            own += [f"{person[0]}{title}" for title in rules.titles]
        for form in own:
            forms.setdefault(form, person)
    return forms


def _is_part(form: str, person: str) -> bool:
    """“Lee” of “Ann Lee”; “敏华”, “王” and “王老师” of “王敏华”."""
    if not _HAN.search(person):
        return set(form.split()) <= set(person.split())
    return form in person or (form[:1] == person[:1] and form[1:] in _rules_of("zh").titles)


@cache
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(
        "|".join(re.escape(form) if _HAN.search(form) else rf"(?<!\w){re.escape(form)}(?!\w)" for form in longest_first)
    )


@cache
def _patterns(language: str) -> tuple[tuple[NumberRule, re.Pattern[str]], ...]:
    everywhere = [NumberRule.model_validate(rule) for rule in _read("any")["rules"]]
    return tuple((rule, re.compile(rule.pattern, re.VERBOSE)) for rule in (*everywhere, *_rules_of(language).rules))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _rules_of(language: str) -> MaskRules:
    return MaskRules.model_validate(_read(language if (FOLDER / f"{language}.yaml").is_file() else "en"))


def _read(name: str) -> dict[str, list[dict[str, object]]]:
    read: dict[str, list[dict[str, object]]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return read
