"""Whether a customer's words give away a fact that was not told: any stretch of its `says` that is said nowhere openly."""

from collections.abc import Iterable, Iterator

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.content.stretches import size_in, stretches, stretches_of


class Secrets:
    """The stretches by which each fact is known. What may be said at any time (hints, worries, the persona's own lines)
    and what the seller read in the brief gives nothing away."""

    def __init__(self, scenario: Scenario, persona: Persona) -> None:
        self._size = size_in(scenario.language)
        open_words = stretches_of(_open_words(scenario, persona), self._size)
        self._facts = {fact.id: stretches_of(fact.says, self._size) - open_words for fact in scenario.facts}

    def leaks(self, text: str, told: Iterable[str], seller: str = "") -> list[str]:
        """The facts not among `told` of which `text` holds a stretch that the seller did not just say."""
        known = set(told)
        said = set(stretches(text, self._size)) - set(stretches(seller, self._size))
        for fact in known & set(self._facts):
            said -= self._facts[fact]
        return [fact for fact, secret in self._facts.items() if fact not in known and said & secret]


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
