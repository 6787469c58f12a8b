"""When an objection comes up, which, and what the customer says about the one that is in the air."""

from roleplay.content.scenario import Objection
from roleplay.customer import idiom, policy
from roleplay.customer.concerns import News, half_answered, has_the_facts, heard_before, pending
from roleplay.customer.dice import chance, draw, shuffled
from roleplay.customer.disclosure import ask_what
from roleplay.customer.moment import Moment, Reaction
from roleplay.customer.state import Concern
from roleplay.transcript import PHASES, Act, ActKind


def answer_concern(moment: Moment, news: News) -> Reaction | None:
    """Answers what the turn did to the concern that waits for an answer; None if this turn left it alone."""
    if news.resolved:
        return _say(moment, news.resolved, "resolve")
    if news.taken_up:
        if not has_the_facts(moment, news.taken_up):
            return _hear_out(moment, news.taken_up)
        # “…, and I'll send it over” is part of an answer, no bid for a yes
        asks_for_yes = moment.proposes and (moment.names_day or moment.state.asks or not moment.tells)
        return None if asks_for_yes else _take_note(moment, news.taken_up)
    if news.missed:
        return Reaction.of(moment, "told", kept_back=0)  # “that is not what I asked”: no nod for talk past the worry
    if news.brushed and not (moment.proposes and moment.state.asks and not moment.heard.has("pressure")):
        return _insist(moment, news.brushed)  # asked a second time past it, they part: `endings` knows how
    return None


def _say(moment: Moment, id: str, kind: ActKind) -> Reaction:
    topic = f"objection:{id}"
    now = moment.now(leaning=topic, gave=kind, kept_back=0)
    return Reaction((Act(kind=kind, topic=topic),), now.state)


def _take_note(moment: Moment, id: str) -> Reaction:
    """The facts were given before anybody took the worry in: they let them stand, and wait."""
    return Reaction.of(moment, "acknowledge", leaning=f"objection:{id}", gave="hear_out")


def _hear_out(moment: Moment, id: str) -> Reaction:
    """They say what is still missing; when their words for that are used up they ask for the answer.

    Only words that took the worry in, or asked about it, are answered so: mere talk about it has missed it.
    """
    concern = moment.state.objections[id]
    if not (moment.asks or moment.heard.has("acknowledgement", "reflection", "thanks")) and moment.tells:
        return _told_near(moment, id)
    if concern.heard_out >= len(moment.scenario.objection(id).if_heard.of(moment.persona)):
        return ask_what(moment, leaning=f"objection:{id}", gave="hear_out")
    heard_out = concern.model_copy(update={"heard_out": concern.heard_out + 1})
    return _say(moment.now(objections={**moment.state.objections, id: heard_out}), id, "hear_out")


def _told_near(moment: Moment, id: str) -> Reaction:
    """Something was told about the worry that does not answer it: a second, different telling goes some of the way."""
    concern, mark = moment.state.objections[id], moment.mark()
    different = any(earlier != mark for earlier in concern.near)
    near = concern.model_copy(update={"near": (*concern.near, mark)})
    moment = moment.now(objections={**moment.state.objections, id: near})
    if different:
        return _say(moment, id, "partly_answered")
    return Reaction.of(moment, "told", kept_back=0, leaning=f"objection:{id}", gave="told")


def _insist(moment: Moment, id: str) -> Reaction:
    """A brushed-aside worry comes back harder; one that was brushed aside for good only shows as impatience."""
    times = len(moment.state.objections[id].raised_at)
    # they say it twice, then look at the door
    avoids = moment.persona.style == "amiable" and times > policy.AMIABLE_INSISTS
    if avoids or times > len(moment.scenario.objection(id).if_ignored.of(moment.persona)):
        return Reaction.of(_brought_up(moment, id), "impatient")
    return _say(_brought_up(moment, id), id, "insist")


def first_my_worry(moment: Moment, news: News) -> Reaction | None:
    """Returns to the open concern when asked for a commitment, or kept from it for long."""
    if news.left and (moment.proposes or moment.state.objections[news.left].left >= policy.LEFT_TOO_LONG):
        return _voice_again(moment, news)
    return None


def come_back(moment: Moment, news: News) -> Reaction | None:
    """Returns to the open concern after some turns about other things, when nothing better is to be said.

    Words that nobody understood, right after it was voiced, get what is still missing: it fits a kind word as well as a
    wave of the hand, and what follows is still about the worry.
    """
    if news.left is None:
        return None
    concern = moment.state.objections[news.left]
    if moment.unclear and concern.left == 1 and not concern.heard_out and moment.state.gave in ("raise", "insist"):
        answer = _hear_out(moment, news.left)
        return Reaction(answer.acts, answer.state.model_copy(update={"gave": moment.state.gave}))
    return _voice_again(moment, news) if concern.left >= policy.LEFT_LONG else None


def still_missing(moment: Moment, news: News) -> Reaction | None:
    """Says what an open concern still lacks, to an open question about nothing they could tell: no vague words."""
    asked = moment.asks_openly and moment.earns and moment.question not in idiom.ONE_THING
    return _hear_out(moment, news.left) if asked and news.left and not has_the_facts(moment, news.left) else None


def _voice_again(moment: Moment, news: News) -> Reaction | None:
    """In other words and without rancour: nothing is lost by it."""
    if news.left is None or has_the_facts(moment, news.left):
        return None  # nobody asks again for what was just given
    just_raised = moment.n - moment.state.objections[news.left].raised_at[-1] <= policy.JUST_RAISED
    if just_raised and moment.heard.has("acknowledgement", "reflection"):
        return _hear_out(moment, news.left)  # taken in, and past it: what is missing is said, not all of it again
    if len(moment.state.objections[news.left].raised_at) >= len(
        moment.scenario.objection(news.left).says_for(moment.persona)
    ):
        return None
    concern = moment.state.objections[news.left].model_copy(update={"left": 0})
    moment = moment.now(objections={**moment.state.objections, news.left: concern})
    return _say(_brought_up(moment, news.left), news.left, "raise")


def _brought_up(moment: Moment, id: str) -> Moment:
    concern = moment.state.objections[id]
    raised = concern.model_copy(update={"raised_at": (*concern.raised_at, moment.n)})
    return moment.now(objections={**moment.state.objections, id: raised})


def raise_one(moment: Moment, id: str) -> Reaction:
    """Raises the objection: it waits for an answer from now on."""
    concern = moment.state.objections[id].model_copy(update={"state": "open"})
    return _say(_brought_up(moment.now(objections={**moment.state.objections, id: concern}), id), id, "raise")


def order(moment: Moment) -> list[str]:
    """Orders the objections by seed; analytical personas raise those that evidence resolves first."""
    ids = shuffled(
        (objection.id for objection in moment.scenario.objections), moment.state.seed, moment.own("objections")
    )
    if moment.persona.style == "analytical":
        figures = {o.id for o in moment.scenario.objections if any(way.evidence for way in o.resolved_when.any_of)}
        ids.sort(key=lambda id: id not in figures)
    return ids


def planned(moment: Moment) -> int:
    """How many objections come in this talk: what agreeing needs, one more if they are told a lot.

    Whoever does not feel listened to yet may have one more still.
    """
    needed = max(policy.FEWEST_CONCERNS, moment.scenario.ending.agree_when.resolved)
    wary = moment.state.trust < moment.scenario.ending.agree_when.trust
    more = wary and chance(policy.ONE_MORE, moment.state.seed, 0, moment.own("one-more-objection"))
    told = moment.state.tellings >= policy.TOLD_A_LOT
    return min(len(moment.scenario.objections), needed + more + told)


def asked_for(moment: Moment) -> Reaction | None:
    """Voices a concern that the seller asks about before it comes up; the question counts as asked."""
    if not (moment.asks or moment.asks_for_worry) or pending(moment) or not moment.earns:
        return None
    named = moment.named_by_question if moment.touches_kind("fact") else moment.asked
    waiting = [id for id in named("objection") if _waits(moment, id)]
    if not waiting and moment.asks_for_worry and moment.n > policy.SETTLED_IN:
        waiting = [id for id in order(moment) if _may_come(moment, id)]
    if not waiting:
        return None
    asked = Concern(answers=heard_before(moment, waiting[0]))
    return raise_one(moment.now(objections={**moment.state.objections, waiting[0]: asked}), waiting[0])


def triggered(moment: Moment) -> Reaction | None:
    """Something the seller did brings an objection before its time; how readily differs by what it was."""
    if moment.n <= policy.SETTLED_IN or not _has_room(moment) or pending(moment) or _question_first(moment):
        return None
    for id in order(moment):
        objection = moment.scenario.objection(id)
        if _waits(moment, id) and not half_answered(moment, objection) and _is_triggered(moment, objection):
            return _after_an_answer(moment, raise_one(moment, id))
    return None


def _is_triggered(moment: Moment, objection: Objection) -> bool:
    for trigger in _triggers(objection):
        if ":" in trigger and moment.heard.touches(trigger):
            share = policy.TRIGGERED["topic"]
        elif moment.proposes if trigger == "next_step" else moment.heard.has(trigger) and not _listens(moment):
            share = (
                policy.TRIGGERED["telling"]
                if trigger == "telling" and moment.state.telling_run < policy.TELLING_COUNTS_AS_MOVE
                else policy.TRIGGERED["move"]
            )
        else:
            continue
        if moment.chance(share, f"trigger|{objection.id}|{trigger}"):
            return True
    return False


def _listens(moment: Moment) -> bool:
    """Figures said back or asked about are the customer's own, and nobody objects to those."""
    return moment.asks or moment.heard.has("reflection", "acknowledgement")


def overdue(moment: Moment) -> Reaction | None:
    """No trigger came: an objection comes when its phase is reached, or when about that time has passed.

    Whoever is asked for a yes or a no often gives it first: the worry then comes a turn later.
    """
    if moment.closed_only and not moment.proposes and moment.chance(policy.ANSWERS_FIRST, "answers-first"):
        return None
    if _raised(moment) >= planned(moment) or not _has_room(moment) or pending(moment):
        return None
    if _question_first(moment):
        return None
    for id in order(moment):
        if half_answered(moment, moment.scenario.objection(id)):
            continue
        reached = _phase_reached(moment, id) and moment.n >= due_at(moment) - policy.AHEAD
        if _may_come(moment, id) and (reached or moment.n >= due_at(moment)):
            return _after_an_answer(moment, raise_one(moment, id))
    return None


def _after_an_answer(moment: Moment, answer: Reaction) -> Reaction:
    """A worry that can wait no longer comes after a word on what was asked."""
    if not moment.wants_answer:
        return answer
    return answer.before("either_or" if moment.question == "choice" else "acknowledge")


def _question_first(moment: Moment) -> bool:
    """A question is answered first; a worry can wait for the next statement, though not for ever."""
    asks = moment.wants_answer or (moment.asks_openly and not moment.tells)
    return asks and moment.n < due_at(moment) + policy.SPACE


def before_agreeing(moment: Moment) -> Reaction | None:
    """Asked for a commitment, people say what still holds them back."""
    if pending(moment) or _raised(moment) >= planned(moment):
        return None
    waiting = [id for id in order(moment) if _may_come(moment, id)]
    at_once = [id for id in waiting if "next_step" in moment.scenario.objection(id).raise_when.on]
    return raise_one(moment, (at_once or waiting)[0]) if waiting else None


def still_in_the_way(moment: Moment) -> Reaction | None:
    """What somebody says who is asked too soon: the worry in the air once more, or one not voiced yet."""
    if id := pending(moment):
        return _voice_again(moment, News(moment.state.objections, left=id))
    waiting = [id for id in order(moment) if _may_come(moment, id)]
    return raise_one(moment, waiting[0]) if waiting else None


def due_at(moment: Moment) -> int:
    """The turn by which the first objection comes: when opening and probing have had their time, give or take."""
    phases = moment.scenario.phases
    shift = policy.DUE_EARLIEST + round(policy.DUE_SPREAD * draw(moment.state.seed, 0, moment.own("objection-time")))
    return phases.opening.turns + phases.probing.turns + shift


def _phase_reached(moment: Moment, id: str) -> bool:
    return PHASES.index(moment.state.phase) >= PHASES.index(moment.scenario.objection(id).raise_when.phase)


def _waits(moment: Moment, id: str) -> bool:
    return id in moment.state.objections and moment.state.objections[id].state == "waiting"


def _may_come(moment: Moment, id: str) -> bool:
    """A worry of the closing that something brings up does not come without it."""
    wants = moment.scenario.objection(id).raise_when
    tied = wants.phase == "closing" and bool(wants.on)
    return _waits(moment, id) and not (tied and not moment.state.objections[id].due)


def mark_due(moment: Moment) -> dict[str, Concern]:
    """The objections, those marked one of whose triggers this turn holds."""
    return {
        id: concern.model_copy(update={"due": True}) if _holds_trigger(moment, id) else concern
        for id, concern in moment.state.objections.items()
    }


def _holds_trigger(moment: Moment, id: str) -> bool:
    return any(
        moment.heard.touches(trigger)
        if ":" in trigger
        else moment.proposes
        if trigger == "next_step"
        else moment.heard.has(trigger)
        for trigger in _triggers(moment.scenario.objection(id))
    )


def _triggers(objection: Objection) -> list[str]:
    """What brings it up. “Do we have to meet?” comes when a meeting is proposed, not when something is told."""
    tied = objection.raise_when.phase == "closing"
    return [one for one in objection.raise_when.on if not tied or one == "next_step" or ":" in one]


def _raised(moment: Moment) -> int:
    return sum(1 for concern in moment.state.objections.values() if concern.state != "waiting")


def _has_room(moment: Moment) -> bool:
    """Some turns have passed since an objection was last brought up."""
    last = max((n for concern in moment.state.objections.values() for n in concern.raised_at), default=-policy.SPACE)
    return moment.n - last >= policy.SPACE
