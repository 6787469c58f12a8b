"""The guard for one turn: what this customer may be called, what they were told, and what was said before."""

from roleplay.content.base import primary
from roleplay.customer import prompt
from roleplay.customer.breaks import plain
from roleplay.customer.conduct import Conduct
from roleplay.customer.cue import Cue
from roleplay.customer.guard import Guard
from roleplay.customer.recital import Recital

AGREEING = {"agree", "time_accept", "time_counter", "defer"}


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
        catalogue=cue.scenario.catalogue,
        talked=frozenset(topic for turn in cue.turns for topic in turn.topics),
    )
