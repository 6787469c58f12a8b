"""What a bot seller understands of the customer's words: it looks the words up, as a person simply knows the language.

Only what was said in its hearing is looked up; nothing unsaid, no state and no act of the director's is known to it.
"""

import re
from dataclasses import dataclass

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.listening.listener import listener_for
from roleplay.transcript import Act, ActKind

WORRIES: tuple[ActKind, ...] = ("raise", "insist", "hear_out")
GAP = "{time}"


@dataclass(frozen=True)
class Understood:
    """`meant` are the things said, in their order; words said on different occasions are understood in every way."""

    text: str
    meant: tuple[Act, ...] = ()

    def does(self, *kinds: ActKind) -> bool:
        return any(act.kind in kinds for act in self.meant)

    def about(self, *kinds: ActKind) -> list[str]:
        """Topics of the things said in one of these ways."""
        return list(dict.fromkeys(act.topic for act in self.meant if act.kind in kinds and act.topic))

    @property
    def asks(self) -> bool:
        return self.text.rstrip().endswith(("?", "？"))


class Ears:
    """The customer's possible wordings, the longest first."""

    def __init__(self, scenario: Scenario, persona: Persona) -> None:
        self._listener = listener_for(scenario.language, scenario.topics(), scenario.asked_topics())
        known: dict[str, list[Act]] = {}
        for wording, act in (*_of_scenario(scenario, persona), *_of_persona(persona)):
            known.setdefault(wording, []).append(act)
        self._known = sorted(((_pattern(wording), acts) for wording, acts in known.items()), key=_length, reverse=True)

    def understand(self, text: str) -> Understood:
        found: list[tuple[int, Act]] = []
        left = text
        for pattern, acts in self._known:
            if match := pattern.search(left):
                left = left[: match.start()] + "\0" * (match.end() - match.start()) + left[match.end() :]
                found += [(match.start(), act) for act in acts]
        meant = tuple(act for _place, act in sorted(found, key=lambda item: item[0]))
        return Understood(text, meant or self._listened(text))

    def _listened(self, text: str) -> tuple[Act, ...]:
        """Words nobody has written down: heard as the project hears a customer."""
        heard = self._listener.hear(text, speaker="customer")
        about = next((topic for topic in heard.topics if topic.startswith("objection:")), None)
        if heard.has("objection") and about:
            return (Act(kind="raise", topic=about),)
        facts = [topic for topic in heard.topics if topic.startswith("fact:")]
        if facts and heard.has("telling"):
            return (Act(kind="hint", topic=facts[0]),)
        return (Act(kind="time_accept"),) if heard.has("agreement") and heard.time else ()


def _of_scenario(scenario: Scenario, persona: Persona) -> list[tuple[str, Act]]:
    known: list[tuple[str, Act]] = []
    for fact in scenario.facts:
        topic = f"fact:{fact.id}"
        known += [(line, Act(kind="tell", topic=topic)) for line in fact.says.of(persona)]
        known += [(line, Act(kind="hint", topic=topic)) for line in fact.hint.of(persona)]
    for objection in scenario.objections:
        topic = f"objection:{objection.id}"
        known += [(line, Act(kind="raise", topic=topic)) for line in objection.says.of(persona)]
        known += [(line, Act(kind="insist", topic=topic)) for line in objection.if_ignored.of(persona)]
        known += [(line, Act(kind="hear_out", topic=topic)) for line in objection.if_heard.of(persona)]
        known += [(line, Act(kind="resolve", topic=topic)) for line in objection.if_resolved.of(persona)]
    return known


def _of_persona(persona: Persona) -> list[tuple[str, Act]]:
    return [(line, Act(kind=slot)) for slot, lines in persona.speech for line in lines]


def _pattern(wording: str) -> re.Pattern[str]:
    """The wording as it may stand in a turn: a comma may go before it, in small letters, or after it;
    a time may fill its gap."""
    words = wording.strip().rstrip("。.")
    return re.compile(r".{1,30}?".join(re.escape(part) for part in words.split(GAP)) + r"(?!\w)", re.IGNORECASE)


def _length(known: tuple[re.Pattern[str], list[Act]]) -> int:
    return len(known[0].pattern)
