"""What becomes of the objections that were raised: answered, taken up, brushed aside, or merely left for now."""

from dataclasses import dataclass

from roleplay.content.scenario import Objection, Resolution
from roleplay.customer import idiom, policy
from roleplay.customer.moment import Moment
from roleplay.customer.state import Concern

HARMLESS = ("reflection", "agenda", "thanks", "apology", "takes_back", "small_talk", "asks_time", "agreement")


@dataclass(frozen=True)
class News:
    """What the seller's turn did to the concern that was in the air, by id. `resolved` may also be one never voiced;
    `left` and `missed` together: an attempt that missed the point."""

    concerns: dict[str, Concern]
    resolved: str | None = None
    taken_up: str | None = None
    brushed: str | None = None
    left: str | None = None
    missed: str | None = None  # talked at, not about: an answer that is none
    acknowledged: bool = False  # for the first time since it was raised


def pending(moment: Moment) -> str | None:
    """Returns the id of the one objection that waits for an answer, or None."""
    return next((id for id, c in moment.state.objections.items() if c.state in ("open", "ignored")), None)


def has_the_facts(moment: Moment, id: str) -> bool:
    """Tells whether evidence or a message that answers it was given: only being acknowledged is missing, so they ask
    for no more facts."""
    return _has_facts(moment.state.objections[id])


def _has_facts(concern: Concern) -> bool:
    return any(":" in part for part in concern.answers)


def hear_concerns(moment: Moment) -> News:
    """Works out what this turn means to the objection that waits for an answer."""
    concerns = dict(moment.state.objections)
    id = pending(moment)
    if id is None:
        return _forestalled(moment, concerns)
    objection, concern = moment.scenario.objection(id), concerns[id]
    gathered = [] if _spoils_it(moment) else _gathered(moment, objection, concern)
    fresh = tuple(part for part in gathered if part not in concern.answers)
    acknowledged = "acknowledged" in fresh
    answers = (*concern.answers, *fresh)
    if any(_is_met(way, answers) for way in objection.resolved_when.any_of):
        concerns[id] = concern.model_copy(update={"state": "resolved", "answers": answers, "left": 0})
        return News(concerns, resolved=id, acknowledged=acknowledged)
    # asked twice what the matter is they say more about it; asked on and on they answer what is asked
    asked_on = gathered and concern.heard_out < policy.SAYS_MORE
    touched = moment.heard.touches(f"objection:{id}") and moment.earns and not moment.heard.has("dismissal")
    if fresh or asked_on or touched:
        concerns[id] = concern.model_copy(update={"state": "open", "answers": answers, "left": 0})
        return News(concerns, taken_up=id, acknowledged=acknowledged)
    forestalled = _forestalled(moment, concerns)
    if not forestalled.resolved and _is_brushed_aside(moment, objection, concern):
        concerns[id] = concern.model_copy(update={"state": "ignored", "left": 0})
        return News(concerns, brushed=id)
    concerns[id] = concern.model_copy(update={"left": concern.left + 1})
    # an answer to another worry counts for that one, in silence: this one still waits
    missed_the_point = moment.only_tells and moment.state.leaning == f"objection:{id}" and not forestalled.resolved
    return News(concerns, left=id, missed=id if missed_the_point else None)


def _spoils_it(moment: Moment) -> bool:
    """What is said while pushing, insulting or brushing off answers nothing; nor does what may not be promised."""
    return not moment.earns or moment.overclaims or moment.heard.has("dismissal")


def _forestalled(moment: Moment, concerns: dict[str, Concern]) -> News:
    """A worry taken in and answered in one breath before it was voiced need not be voiced any more.

    Only from somebody who has found out something: before that it is a pitch that happens to fit.
    """
    if not moment.state.revealed or _spoils_it(moment):
        return News(concerns)
    for id in moment.touched("objection"):
        concern = concerns.get(id)
        if concern is None or concern.state != "waiting":
            continue
        if moment.asks and not half_answered(moment, moment.scenario.objection(id)):
            continue  # it is asked about, not answered
        answers = tuple(_gathered(moment, moment.scenario.objection(id), concern))
        if any(_is_met(way, answers) for way in moment.scenario.objection(id).resolved_when.any_of):
            concerns[id] = Concern(state="resolved", answers=answers)
            return News(concerns, resolved=id)
    return News(concerns)


def heard_before(moment: Moment, id: str) -> tuple[str, ...]:
    """Returns the parts of an answer in the turn that brings an objection out by asking for it."""
    return () if _spoils_it(moment) else tuple(_gathered(moment, moment.scenario.objection(id), Concern()))


def _gathered(moment: Moment, objection: Objection, concern: Concern) -> list[str]:
    """The parts of an answer in this turn, whether heard before or not."""
    heard, about = moment.heard, f"objection:{objection.id}"
    just_raised = moment.state.leaning == about
    parts = [f"evidence:{id}" for id in moment.touched("evidence")]
    parts += [f"key_message:{id}" for id in moment.touched("key_message")]
    parts = [part for part in parts if part in _useful(objection)]
    # a kind word about another worry takes in that one
    elsewhere = moment.touches_kind("objection") and not heard.touches(about)
    # "So it is the monthly cost that worries you" takes a worry in just as "I understand" does
    takes_in = heard.has("acknowledgement") or (heard.has("reflection") and (just_raised or heard.touches(about)))
    if takes_in and not elsewhere:
        parts.append("acknowledged")
    # right after a worry was voiced, a question that names nothing else is about the worry
    named = elsewhere or moment.touches_kind("fact") or moment.proposes
    # once the facts are given, “does that answer it?” asks about it too
    just_voiced = just_raised and (moment.state.gave != "hear_out" or takes_in or _has_facts(concern))
    # “that was put right in September. Is it still slow?” asks about what was told, not about the worry in the air
    told_else = moment.touches_kind("key_message", "evidence") and not parts
    just_voiced = just_voiced and not (moment.question in ("yes_no", *idiom.ONE_THING) and told_else)
    if moment.asks and (heard.touches(about) or (just_voiced and not named)):
        parts.append("asked_about")
    # an offer alone may be a push past the worry; beside an answer it is part of the answer
    if moment.proposes and (parts or concern.answers):
        parts.append("next_step")
    return parts


def half_answered(moment: Moment, objection: Objection) -> bool:
    """Tells whether evidence or a message that answers it was given in this very turn: nobody asks for what was just
    said."""
    given = {topic for topic in moment.heard.topics if topic.split(":")[0] in ("evidence", "key_message")}
    return bool(given & _useful(objection))


def _useful(objection: Objection) -> set[str]:
    """The evidence and messages that any of its resolutions names."""
    ways = objection.resolved_when.any_of
    return {f"evidence:{id}" for way in ways for id in way.evidence} | {
        f"key_message:{id}" for way in ways for id in way.key_message
    }


def _is_met(way: Resolution, answers: tuple[str, ...]) -> bool:
    """All that one way names was heard; a way that names nothing is never met."""
    wanted = [
        ("acknowledged" in answers) if way.acknowledged else None,
        ("asked_about" in answers) if way.asked_about else None,
        ("next_step" in answers) if way.next_step else None,
        any(f"evidence:{id}" in answers for id in way.evidence) if way.evidence else None,
        any(f"key_message:{id}" in answers for id in way.key_message) if way.key_message else None,
    ]
    named = [met for met in wanted if met is not None]
    return bool(named) and all(named)


def _is_brushed_aside(moment: Moment, objection: Objection, concern: Concern) -> bool:
    """Only what is clearly heard as something else: pressure, a push to the next step, product talk on another topic.

    Product talk in which no topic was recognised may be an answer in words we do not know: it counts only when it
    goes on for a second turn.
    """
    heard = moment.heard
    if heard.has("pressure", "dismissal"):
        return not (heard.has("dismissal") and moment.earns and half_answered(moment, objection))
    if not moment.earns or moment.overclaims:
        return False  # what they did weighs more than what they left out
    if has_the_facts(moment, objection.id) and not concern.left:
        return False  # the answer may go on for a turn; after that they are talking of something else
    if moment.asks_openly or heard.has(*HARMLESS) or moment.touches_kind("must_do"):
        return False
    if moment.proposes:
        return not heard.has("evidence", "acknowledgement")
    if moment.asks or (heard.has("price") and "price" in objection.raise_when.on):
        return False
    other = moment.touches_kind("key_message", "evidence", "must_not_say", "objection")
    an_attempt = concern.answers and not concern.left  # it was taken up before: this may be meant as the answer
    return (
        moment.only_tells
        and not an_attempt
        and (other or heard.has("price") or concern.left >= policy.BRUSHED_BY_TELLING)
    )
