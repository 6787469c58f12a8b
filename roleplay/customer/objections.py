"""When an objection comes up, which, and what the customer says about the one that is in the air."""

from roleplay.content.scenario import Objection
from roleplay.customer.concerns import LEFT_LONG, News, half_answered, has_the_facts, heard_before, pending
from roleplay.customer.dice import chance, draw, shuffled
from roleplay.customer.moment import Answer, Moment
from roleplay.customer.state import Concern
from roleplay.transcript import PHASES, Act, ActKind

SPACE = 4  # utterances between two objections: nobody fires them one after another
SETTLED_IN = 4  # nobody objects to a stranger's first sentences
EARLY = {"telling": 0.35, "topic": 0.6, "move": 0.8}  # how often a trigger brings an objection before its time
TOLD_A_LOT = 3  # so many turns of product talk bring one objection more


def answer_concern(moment: Moment, news: News) -> Answer | None:
    """What the customer says about the concern that waits for an answer; None if this turn left it alone."""
    if news.resolved:
        return _say(moment, news.resolved, "resolve")
    if news.taken_up:
        if not has_the_facts(moment, news.taken_up):
            return _hear_out(moment, news.taken_up)
        return None if moment.proposes else _take_note(moment, news.taken_up)
    if news.brushed:
        return _insist(moment, news.brushed)
    return None


def _say(moment: Moment, id: str, kind: ActKind) -> Answer:
    topic = f"objection:{id}"
    now = moment.now(leaning=topic, gave=kind, kept_back=0)
    return Answer((Act(kind=kind, topic=topic),), now.state)


def _take_note(moment: Moment, id: str) -> Answer:
    """The facts were given before anybody took the worry in: they let them stand, and wait."""
    return Answer.of(moment, "acknowledge", leaning=f"objection:{id}", gave="hear_out")


def _hear_out(moment: Moment, id: str) -> Answer:
    """They say what is still missing; when their words for that are used up they ask for the answer."""
    concern = moment.state.objections[id]
    if concern.heard_out >= len(moment.scenario.objection(id).if_heard):
        return Answer.of(moment, "bridge", leaning=f"objection:{id}", gave="hear_out")
    heard_out = concern.model_copy(update={"heard_out": concern.heard_out + 1})
    return _say(moment.now(objections={**moment.state.objections, id: heard_out}), id, "hear_out")


def _insist(moment: Moment, id: str) -> Answer:
    """A brushed-aside worry comes back harder; one that was brushed aside for good only shows as impatience."""
    times = sum(1 for _ in moment.state.objections[id].raised_at)
    if times > len(moment.scenario.objection(id).if_ignored):
        return Answer.of(moment, "impatient")
    return _say(_brought_up(moment, id), id, "insist")


def first_my_worry(moment: Moment, news: News) -> Answer | None:
    """Asked for a commitment, or kept from it for long, they return to their worry."""
    if news.left and (moment.proposes or moment.state.objections[news.left].left >= 2 * LEFT_LONG):
        return _voice_again(moment, news)
    return None


def come_back(moment: Moment, news: News) -> Answer | None:
    """After some turns about other things they return to their worry, when nothing better is to be said."""
    return _voice_again(moment, news) if news.left and moment.state.objections[news.left].left >= LEFT_LONG else None


def _voice_again(moment: Moment, news: News) -> Answer | None:
    """In other words and without rancour: nothing is lost by it."""
    if news.left is None or has_the_facts(moment, news.left):
        return None
    if len(moment.state.objections[news.left].raised_at) >= len(moment.scenario.objection(news.left).says):
        return None
    concern = moment.state.objections[news.left].model_copy(update={"left": 0})
    moment = moment.now(objections={**moment.state.objections, news.left: concern})
    return _say(_brought_up(moment, news.left), news.left, "raise")


def _brought_up(moment: Moment, id: str) -> Moment:
    concern = moment.state.objections[id]
    raised = concern.model_copy(update={"raised_at": (*concern.raised_at, moment.n)})
    return moment.now(objections={**moment.state.objections, id: raised})


def raise_one(moment: Moment, id: str) -> Answer:
    """The objection is in the air from now on."""
    concern = moment.state.objections[id].model_copy(update={"state": "open"})
    return _say(_brought_up(moment.now(objections={**moment.state.objections, id: concern}), id), id, "raise")


def order(moment: Moment) -> list[str]:
    """Which objection comes first varies by seed; who thinks in figures starts where figures answer."""
    ids = shuffled((objection.id for objection in moment.scenario.objections), moment.state.seed, "objections")
    if moment.persona.style == "analytical":
        figures = {o.id for o in moment.scenario.objections if any(way.evidence for way in o.resolved_when.any_of)}
        ids.sort(key=lambda id: id not in figures)
    return ids


def planned(moment: Moment) -> int:
    """How many objections come in this talk: what agreeing needs, one more if they are told a lot.

    Whoever does not feel listened to yet may have one more still.
    """
    needed = max(1, moment.scenario.ending.agree_when.resolved)
    wary = moment.state.trust < moment.scenario.ending.agree_when.trust
    more = wary and chance(0.5, moment.state.seed, 0, "one-more-objection")
    told = moment.state.tellings >= TOLD_A_LOT
    return min(len(moment.scenario.objections), needed + more + told)


def asked_for(moment: Moment) -> Answer | None:
    """A seller who asks about a worry before it is voiced gets to hear it, and has asked."""
    if not moment.asks or pending(moment):
        return None
    waiting = [id for id in moment.asked("objection") if _waits(moment, id)]
    if not waiting:
        return None
    asked = Concern(answers=heard_before(moment, waiting[0]))
    return raise_one(moment.now(objections={**moment.state.objections, waiting[0]: asked}), waiting[0])


def triggered(moment: Moment) -> Answer | None:
    """Something the seller did brings an objection before its time; how readily differs by what it was."""
    if moment.n <= SETTLED_IN or not _has_room(moment) or pending(moment):
        return None
    for id in order(moment):
        objection = moment.scenario.objection(id)
        if _waits(moment, id) and not half_answered(moment, objection) and _is_triggered(moment, objection):
            return raise_one(moment, id)
    return None


def _is_triggered(moment: Moment, objection: Objection) -> bool:
    for trigger in objection.raise_when.on:
        if ":" in trigger and moment.heard.touches(trigger):
            share = EARLY["topic"]
        elif moment.heard.has(trigger):
            share = EARLY["telling"] if trigger == "telling" and moment.state.telling_run < 2 else EARLY["move"]
        else:
            continue
        if moment.chance(share, f"trigger|{objection.id}|{trigger}"):
            return True
    return False


def overdue(moment: Moment) -> Answer | None:
    """No trigger came: an objection comes when its phase is reached, or when about that time has passed."""
    if _raised(moment) >= planned(moment) or not _has_room(moment) or pending(moment):
        return None
    for id in order(moment):
        if half_answered(moment, moment.scenario.objection(id)):
            continue
        if _waits(moment, id) and (_phase_reached(moment, id) or moment.n >= due_at(moment)):
            return raise_one(moment, id)
    return None


def before_agreeing(moment: Moment) -> Answer | None:
    """Asked for a commitment, people say what still holds them back."""
    if pending(moment) or _raised(moment) >= planned(moment):
        return None
    waiting = [id for id in order(moment) if _waits(moment, id)]
    at_once = [id for id in waiting if "next_step" in moment.scenario.objection(id).raise_when.on]
    return raise_one(moment, (at_once or waiting)[0]) if waiting else None


def due_at(moment: Moment) -> int:
    """The turn by which the first objection comes: when opening and probing have had their time, give or take."""
    phases = moment.scenario.phases
    early = round(4 * draw(moment.state.seed, 0, "objection-time")) - 1
    return phases.opening.turns + phases.probing.turns + early


def _phase_reached(moment: Moment, id: str) -> bool:
    return PHASES.index(moment.state.phase) >= PHASES.index(moment.scenario.objection(id).raise_when.phase)


def _waits(moment: Moment, id: str) -> bool:
    return id in moment.state.objections and moment.state.objections[id].state == "waiting"


def _raised(moment: Moment) -> int:
    return sum(1 for concern in moment.state.objections.values() if concern.state != "waiting")


def _has_room(moment: Moment) -> bool:
    """Some turns have passed since an objection was last brought up."""
    last = max((n for concern in moment.state.objections.values() for n in concern.raised_at), default=-SPACE)
    return moment.n - last >= SPACE
