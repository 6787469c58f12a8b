"""The guard for one turn: what this customer may be called, what they were told, and what was said before."""

from roleplay.content.base import primary
from roleplay.customer import prompt
from roleplay.customer.breaks import plain
from roleplay.customer.conduct import Conduct
from roleplay.customer.cue import Cue
from roleplay.customer.guard import Guard, sentences_of
from roleplay.customer.recital import Recital, units

AGREEING = {"agree", "time_accept", "time_counter", "defer"}
LONG = 6  # words or characters: shorter sentences people say twice


def guard_for(cue: Cue) -> Guard:
    """A fresh guard: for every call its own."""
    return Guard(prompt.names(cue), prompt.nonce(cue), prompt.limit(cue), conduct_for(cue))


def conduct_for(cue: Cue) -> Conduct:
    """By what the sentences of a reply to this cue are judged."""
    frame, spoken = prompt.frame(cue), prompt.spoken(cue)
    seller = cue.turns[-1].text if cue.turns and cue.turns[-1].speaker == "seller" else ""
    language = primary(cue.scenario.language)
    told = [prompt.system_message(cue), prompt.direction(cue), *(turn.text for turn in cue.turns)]
    return Conduct(
        language=language,
        names=prompt.names(cue),
        known="\n".join(told),
        agrees=any(act.kind in AGREEING for act in cue.direction.acts),
        recital=Recital(language, plain(frame), plain(seller), plain(spoken)) if language in ("en", "zh") else None,
        earlier=_said_before(cue) - {plain(line).strip() for line in sentences_of(spoken)},
        catalogue=cue.scenario.catalogue,
        talked=frozenset(topic for turn in cue.turns for topic in turn.topics),
    )


def _said_before(cue: Cue) -> frozenset[str]:
    said = (plain(line).strip() for turn in cue.turns if turn.speaker == "customer" for line in sentences_of(turn.text))
    return frozenset(line for line in said if len(units(line)) >= LONG)
