"""How the customer takes what a seller should not have done: insults, bribes, talk to a machine, promises nobody can keep."""

from roleplay.customer import policy
from roleplay.customer.moment import Moment, Reaction
from roleplay.transcript import Act, ActKind

# the worst of a turn is answered, and nothing else of it
TAKEN: dict[str, ActKind] = {
    "rude": "affronted", "improper_offer": "improper", "machine_talk": "puzzled", "disparages": "disparaged",
}  # fmt: skip
OFFENDS: tuple[ActKind, ...] = ("affronted", "improper")


def walk_off(moment: Moment) -> Reaction | None:
    """Ends the talk after a second insult, swearing, a threat or an insulting goodbye, in every style; None otherwise."""
    if not moment.heard.has("rude"):
        return None
    enough = moment.severe or moment.state.insults >= policy.INSULTS_TO_LEAVE or moment.heard.has("farewell")
    return Reaction.of(moment, "affronted_leaves", ending="walked_out") if enough else None


def taken_ill(moment: Moment) -> ActKind | None:
    """Returns how they take the worst thing in this turn, None if nothing was out of place. Pressure has rules of its
    own."""
    if moment.heard.has("rude", "improper_offer"):
        return next(kind for move, kind in TAKEN.items() if moment.heard.has(move))
    if asks_what_is_forbidden(moment):
        return "improper"
    return next((kind for move, kind in TAKEN.items() if moment.heard.has(move)), None)


def asks_what_is_forbidden(moment: Moment) -> bool:
    """Tells whether the turn asks for what may not be asked, such as other people's contacts: it is refused, not
    doubted."""
    asked = {one.id for one in moment.scenario.product.must_not_say if one.asked}
    return not asked.isdisjoint(moment.touched("must_not_say"))


def answer_offence(moment: Moment) -> Reaction | None:
    """Answers an offence coldly, and nothing else in that turn. A seller who says goodbye in it is let go."""
    kind = taken_ill(moment)
    if kind is None:
        return None
    offended = moment.state.offended or kind in OFFENDS
    answer = Reaction.of(moment, kind, kept_back=0, offended=offended)
    leaves = moment.heard.has("farewell") and not moment.proposes
    return answer.after("farewell", ending="seller_left") if leaves else answer


def doubt(moment: Moment) -> Reaction | None:
    """Doubts a promise that nobody can keep, or that may not be made."""
    if not moment.overclaims:
        return None
    state = moment.state.model_copy(update={"kept_back": 0, "gave": "claim_doubted"})
    return Reaction((doubt_of(moment),), state)


def doubt_of(moment: Moment) -> Act:
    """Returns the act that doubts a claim: in the content's words for a forbidden one, unless it was an impossible promise too."""
    items = moment.scenario.product.must_not_say
    said = (one.id for one in items if one.reply and one.id in moment.touched("must_not_say"))
    id = None if moment.heard.has("over_claim") else next(said, None)
    return Act(kind="claim_doubted", topic=f"must_not_say:{id}" if id else None)


def lead(moment: Moment, duty: str | None) -> ActKind | None:
    """Returns what they react to first, before they answer what else was said."""
    if taken_ill(moment):
        return None
    if moment.overclaims:
        return "claim_doubted"
    if duty:
        return "acknowledge"
    if moment.heard.has("apology") and moment.state.offended:
        return "apology_taken"
    return None


def accept_apology(moment: Moment) -> Reaction | None:
    """Accepts an apology that stands by itself."""
    says_more = moment.asks or moment.wants_answer or moment.tells or moment.proposes
    if not moment.heard.has("apology") or says_more:
        return None
    return Reaction.of(moment, "apology_taken", kept_back=0, offended=False)
