"""Whether a customer's words give away a fact that was not told: any stretch of its `says` that is said nowhere openly."""

import re
from collections.abc import Iterable, Iterator

from roleplay.content.base import primary
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario

# How much of a wording must stand in a reply to be told: shorter runs ("may not have") are anybody's words.
STRETCH = {"zh": 8}  # Han characters
STRETCH_SPACED = 24  # elsewhere letters, blanks counted: about five words


class Secrets:
    """The stretches by which each fact is known. What may be said at any time (hints, worries, the persona's own lines)
    and what the seller read in the brief gives nothing away."""

    def __init__(self, scenario: Scenario, persona: Persona) -> None:
        self._size = STRETCH.get(primary(scenario.language), STRETCH_SPACED)
        open_words = self._stretches(_open_words(scenario, persona))
        self._facts = {fact.id: self._stretches(fact.says) - open_words for fact in scenario.facts}

    def leaks(self, text: str, told: Iterable[str], seller: str = "") -> list[str]:
        """The facts not among `told` of which `text` holds a stretch that the seller did not just say."""
        known = set(told)
        said = set(_stretches(text, self._size)) - set(_stretches(seller, self._size))
        for fact in known & set(self._facts):
            said -= self._facts[fact]
        return [fact for fact, secret in self._facts.items() if fact not in known and said & secret]

    def _stretches(self, texts: Iterable[str]) -> set[str]:
        return {stretch for text in texts for stretch in _stretches(text, self._size)}


def _open_words(scenario: Scenario, persona: Persona) -> Iterator[str]:
    for fact in scenario.facts:
        yield from fact.hint
    for objection in scenario.objections:
        yield from (*objection.says, *objection.if_ignored, *objection.if_heard, *objection.if_resolved)
    for _slot, lines in persona.speech:
        yield from lines
    product = scenario.product
    yield from (scenario.brief, scenario.scene, scenario.goal, scenario.title, product.name, product.price or "")
    yield from (message.says for message in product.key_messages)
    yield from (evidence.says for evidence in product.evidence)


def _stretches(text: str, size: int) -> Iterator[str]:
    """Inside sentences: where two lines meet, words stand together that belong to neither."""
    for sentence in re.split(r"[.!?。！？]+", " ".join(text.lower().split())):
        words = sentence.strip()  # the blank before a sentence is not part of what it tells
        yield from (words[at : at + size] for at in range(len(words) - size + 1))
