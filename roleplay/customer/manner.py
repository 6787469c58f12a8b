"""The four styles and how talkative somebody is, as what they add to an answer or leave out."""

from roleplay.content.persona import Persona, Style
from roleplay.customer.dice import chance
from roleplay.customer.disclosure import due_fact, hint
from roleplay.customer.moment import Answer, Moment
from roleplay.transcript import ActKind

LIGHT: tuple[ActKind, ...] = ("acknowledge", "vague", "reflected", "yes", "told", "greeting")
LEAD_IN: dict[Style, float] = {"dominant": 0.1, "analytical": 0.2, "expressive": 0.3, "amiable": 0.4}
CONTENT: tuple[ActKind, ...] = ("tell", "hint", "raise")


def is_brief(persona: Persona, seed: int, n: int) -> bool:
    """Some turns are a few words only: half of them with the taciturn, fewer with the talkative."""
    return chance(0.55 - 0.03 * persona.temperament.talkativeness, seed, n, "brief")


def colour(moment: Moment, answer: Answer) -> Answer:
    """The same answer as this person gives it. What the seller must get to hear always stays."""
    if answer.ending:
        return answer
    if len(answer.acts) > 1:
        return _terse(answer) if is_brief(moment.persona, moment.state.seed, moment.n) else answer
    if is_brief(moment.persona, moment.state.seed, moment.n):
        return answer
    if answer.acts[0].kind == "tell" and moment.persona.style == "expressive":
        answer = _wander(moment, answer)
    return _lead_in(moment, answer)


def _terse(answer: Answer) -> Answer:
    """Whoever is brief leaves out the nod before the answer."""
    weighty = tuple(act for act in answer.acts if act.kind not in LIGHT)
    return Answer(weighty, answer.state) if weighty else answer


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
