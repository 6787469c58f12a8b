"""How the customer takes what a seller should not have done: insults, bribes, talk to a machine, promises nobody can keep."""

from roleplay.customer.moment import Answer, Moment
from roleplay.transcript import Act, ActKind

# the worst of a turn is answered, and nothing else of it
TAKEN: dict[str, ActKind] = {
    "rude": "affronted", "improper_offer": "improper", "machine_talk": "puzzled", "disparages": "disparaged",
}  # fmt: skip
OFFENDS: tuple[ActKind, ...] = ("affronted", "improper")


def walk_off(moment: Moment) -> Answer | None:
    """A second insult, swearing or a threat: the talk is over, whoever they are. So it is after an insulting goodbye."""
    if not moment.heard.has("rude"):
        return None
    enough = moment.severe or moment.state.insults > 1 or moment.heard.has("farewell")
    return Answer.of(moment, "affronted_leaves", ending="walked_out") if enough else None


def taken_ill(moment: Moment) -> ActKind | None:
    """How they take what was out of place in this turn, if anything was. Pressure has rules of its own."""
    if moment.heard.has("rude", "improper_offer"):
        return next(kind for move, kind in TAKEN.items() if moment.heard.has(move))
    if asks_what_is_forbidden(moment):
        return "improper"
    return next((kind for move, kind in TAKEN.items() if moment.heard.has(move)), None)


def asks_what_is_forbidden(moment: Moment) -> bool:
    """Other people's contacts, somebody's prescription numbers: where asking is the offence it is refused, not doubted."""
    asked = {one.id for one in moment.scenario.product.must_not_say if one.asked}
    return not asked.isdisjoint(moment.touched("must_not_say"))


def answer_offence(moment: Moment) -> Answer | None:
    """Said coldly, and nothing else is answered in that turn. Who says goodbye all the same is let go."""
    kind = taken_ill(moment)
    if kind is None:
        return None
    offended = moment.state.offended or kind in OFFENDS
    answer = Answer.of(moment, kind, kept_back=0, offended=offended)
    leaves = moment.heard.has("farewell") and not moment.proposes
    return answer.after("farewell", ending="seller_left") if leaves else answer


def doubt(moment: Moment) -> Answer | None:
    """A promise that nobody can keep, or that may not be made: they do not swallow it."""
    if not moment.overclaims:
        return None
    state = moment.state.model_copy(update={"kept_back": 0, "gave": "claim_doubted"})
    return Answer((doubt_of(moment),), state)


def doubt_of(moment: Moment) -> Act:
    """How a forbidden claim is met: in the words that content has for it, unless it was a promise without limits too."""
    items = moment.scenario.product.must_not_say
    said = (one.id for one in items if one.reply and one.id in moment.touched("must_not_say"))
    id = None if moment.heard.has("over_claim") else next(said, None)
    return Act(kind="claim_doubted", topic=f"must_not_say:{id}" if id else None)


def lead(moment: Moment, duty: str | None) -> ActKind | None:
    """What they react to first, before they answer what else was said."""
    if taken_ill(moment):
        return None
    if moment.overclaims:
        return "claim_doubted"
    if duty:
        return "acknowledge"
    if moment.heard.has("apology") and moment.state.offended:
        return "apology_taken"
    return None


def accept_apology(moment: Moment) -> Answer | None:
    """An apology by itself."""
    says_more = moment.asks or moment.wants_answer or moment.tells or moment.proposes
    if not moment.heard.has("apology") or says_more:
        return None
    return Answer.of(moment, "apology_taken", kept_back=0, offended=False)
