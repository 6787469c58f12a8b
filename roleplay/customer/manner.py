"""The four styles and how talkative somebody is, as what they add to an answer or leave out."""

from roleplay.content.persona import Style
from roleplay.customer.disclosure import due_fact, hint
from roleplay.customer.moment import Answer, Moment
from roleplay.transcript import ActKind

LIGHT: tuple[ActKind, ...] = ("acknowledge", "vague", "reflected", "yes", "told")
LEAD_IN: dict[Style, float] = {"dominant": 0.1, "analytical": 0.2, "expressive": 0.3, "amiable": 0.4}
CONTENT: tuple[ActKind, ...] = ("tell", "hint", "raise")


def colour(moment: Moment, answer: Answer) -> Answer:
    """The same answer as this person gives it. What the seller must get to hear always stays."""
    if answer.ending:
        return answer
    if len(answer.acts) > 1:
        return _terse(moment, answer)
    if answer.acts[0].kind == "tell" and moment.persona.style == "expressive":
        answer = _wander(moment, answer)
    return _lead_in(moment, answer)


def _terse(moment: Moment, answer: Answer) -> Answer:
    """People of few words leave out the nod before the answer."""
    weighty = tuple(act for act in answer.acts if act.kind not in LIGHT)
    if weighty and moment.persona.temperament.talkativeness <= 1 and moment.chance(0.6, "terse"):
        return Answer(weighty, answer.state)
    return answer


def _wander(moment: Moment, answer: Answer) -> Answer:
    """One thing reminds them of another, which a listener may pick up."""
    told = Moment(answer.state, moment.heard, moment.scenario, moment.persona)
    other = due_fact(told)
    return hint(told, other, *answer.acts) if other and moment.chance(0.35, "wander") else answer


def _lead_in(moment: Moment, answer: Answer) -> Answer:
    """The talkative and the amiable show first that they have heard; the dominant seldom do."""
    kind = answer.acts[0].kind
    share = LEAD_IN[moment.persona.style] + 0.1 * moment.persona.temperament.talkativeness
    if kind not in CONTENT or not moment.chance(share, "lead-in"):
        return answer
    if moment.heard.has("reflection"):
        return answer.before("reflected")
    return answer.before("told") if kind == "raise" and moment.only_tells else answer
