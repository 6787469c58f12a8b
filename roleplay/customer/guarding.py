"""The guard for one turn: what this customer may be called, what they were told, and what was said before."""

from roleplay.content.base import primary
from roleplay.customer import prompt
from roleplay.customer.breaks import plain
from roleplay.customer.conduct import Conduct
from roleplay.customer.guard import Guard
from roleplay.customer.recital import Recital
from roleplay.customer.turn_request import TurnRequest

AGREEING = {"agree", "time_accept", "time_counter", "defer"}


def guard_for(request: TurnRequest) -> Guard:
    """Makes a fresh guard; each call to a model needs its own."""
    return Guard(prompt.names(request), prompt.nonce(request), prompt.limit(request), conduct_for(request))


def conduct_for(request: TurnRequest) -> Conduct:
    """Collects what the sentences of a reply to this request are judged by."""
    frame, spoken = prompt.frame(request), prompt.spoken(request)
    seller = request.turns[-1].text if request.turns and request.turns[-1].speaker == "seller" else ""
    language = primary(request.scenario.language)
    told = [prompt.system_message(request), prompt.direction(request), *(turn.text for turn in request.turns)]
    return Conduct(
        language=language,
        names=prompt.names(request),
        known="\n".join(told),
        agrees=any(act.kind in AGREEING for act in request.direction.acts),
        recital=Recital(language, plain(frame), plain(seller), plain(spoken)) if language in ("en", "zh") else None,
        catalogue=request.scenario.catalogue,
        talked=frozenset(topic for turn in request.turns for topic in turn.topics),
    )
