"""How a talk ends: agreed, deferred, not now, walked out, left by the seller, or out of turns."""

from dataclasses import replace

from roleplay.customer import affronts
from roleplay.customer.concerns import News, has_the_facts, pending
from roleplay.customer.disclosure import due_fact, hint
from roleplay.customer.moment import Answer, Moment
from roleplay.customer.objections import before_agreeing, still_in_the_way
from roleplay.customer.state import State
from roleplay.transcript import Act, ActKind, Ending

ASKS_ON = (
    "hear_out",
    "bridge",
    "ask_back",
    "vague",
    "deflect",
    "not_yet",
    "told",
    "impatient",
    "claim_doubted",
    "not_understood",
    "partly_answered",
)  # waits for an answer: too late
NOT_AT_THE_DOOR = ("raise", "hint")  # nobody opens another matter in the words with which they leave
COUNTERS = {"dominant": 0.45, "analytical": 0.3, "expressive": 0.2, "amiable": 0.1}  # who proposes another time


def out_of_patience(moment: Moment) -> Answer | None:
    """Patience is gone: they show the door. The amiable never do; they are just very busy all of a sudden."""
    if moment.state.patience > moment.scenario.ending.walk_out_when.patience:
        return None
    ill = affronts.taken_ill(moment) or ("pressed" if moment.heard.has("pressure") else None)
    first: tuple[ActKind, ...] = (ill,) if ill else ()
    if moment.persona.style == "amiable":
        return Answer.of(moment, *first, "stall", ending="not_now")
    return Answer.of(moment, *first, "refuse", ending="walked_out")


def settle(moment: Moment) -> Answer | None:
    """After a next step was accepted one more turn is the seller's: to say it back, to thank, to say goodbye."""
    if moment.state.settled is None or not moment.earns or moment.overclaims:
        return None
    if moment.state.settled == "countered":
        return _answer_to_counter(moment)
    confirms = moment.proposes or moment.heard.has("farewell", "agreement")
    if moment.asks and not confirms and (moment.asks_openly or not moment.heard.has("thanks")):
        return None
    return Answer.of(moment, "farewell" if moment.heard.has("farewell", "thanks") else "agree", ending="agreed")


def _answer_to_counter(moment: Moment) -> Answer | None:
    """They named another time: a yes, thanks for it, or a time makes it agreed; a bare goodbye leaves it open."""
    leaves = moment.heard.has("farewell")
    if moment.heard.time and (moment.proposes or not moment.asks):
        return accept(moment, haggles=False)
    if moment.proposes or moment.heard.has("agreement") or (moment.heard.has("thanks") and not (leaves or moment.asks)):
        return Answer.of(moment, "farewell" if leaves else "agree", settled="accepted", ending="agreed")
    return Answer.of(moment, "farewell", ending="seller_left") if leaves and not moment.asks else None


def part(moment: Moment) -> Answer | None:
    """The seller says goodbye without having asked for anything: a polite end, and worth something."""
    asks_for = moment.proposes and not pending(moment)
    # “until then it goes through the pharmacist” is no goodbye
    pitches = moment.talks_product and not moment.heard.has("thanks")
    goes = moment.heard.has("farewell") and not (asks_for or moment.asks or pitches)
    return Answer.of(moment, "farewell", ending="seller_left") if goes else None


def answer_proposal(moment: Moment) -> Answer | None:
    """A next step is proposed: accepted when all that is needed holds; a last worry; put off; or ended."""
    if not moment.proposes:
        return None
    if open_worry := pending(moment):
        return _put_off(moment) if has_the_facts(moment, open_worry) or moment.state.asks else None
    worry = None if moment.heard.has("farewell") else before_agreeing(moment)
    if worry is not None:
        return worry
    return accept(moment) if is_ready(moment) and _earns_a_yes(moment) else _put_off(moment)


def _earns_a_yes(moment: Moment) -> bool:
    """Nobody agrees in the breath in which they are pushed or brushed off, or promised what cannot be kept."""
    return moment.earns and not moment.overclaims and not moment.heard.has("dismissal")


def withdrawn(moment: Moment) -> Answer | None:
    """The seller waits with a proposal, or takes it back: it eases, and it is as if it had not been made."""
    asks = moment.wants_answer or (moment.asks and moment.touches_kind("fact", "objection"))  # “no hurry. And how …?”
    if not moment.withdraws or moment.proposes or asks:
        return None
    return Answer.of(moment, "taken_back", kept_back=0)


def is_ready(moment: Moment) -> bool:
    """Whether the customer would agree now."""
    state, wants = moment.state, moment.scenario.ending.agree_when
    concerns = [concern.state for concern in state.objections.values()]
    nothing_open = not {"open", "ignored"}.intersection(concerns)
    enough = len(state.revealed) >= wants.facts and concerns.count("resolved") >= wants.resolved
    return state.trust >= wants.trust and enough and nothing_open


def accept(moment: Moment, *, haggles: bool = True) -> Answer:
    """Yes. With a time on the table they take it or, if they haggle, may name another; without one they simply agree."""
    leaves = moment.heard.has("farewell")
    if moment.heard.time is None:
        return Answer.of(moment, "agree", ending="agreed")
    if haggles and not leaves and moment.chance(COUNTERS[moment.persona.style], "counter"):
        return Answer.of(moment, "time_counter", settled="countered", kept_back=0)
    if leaves:
        return Answer.of(moment, "time_accept", "farewell", settled="accepted", ending="agreed")
    return Answer.of(moment, "time_accept", settled="accepted", kept_back=0)


def _put_off(moment: Moment) -> Answer:
    """The first time they name what is in the way; the second time the talk is over, one way or the other."""
    asks = moment.state.asks + 1
    moment = moment.now(asks=asks)
    if asks >= 2:
        if moment.state.trust >= moment.scenario.ending.defer_when.trust and _earns_a_yes(moment):
            return Answer.of(moment, "defer", ending="deferred")
        return Answer.of(moment, "stall", ending="not_now")
    if moment.heard.has("farewell"):
        return Answer.of(moment, "farewell", ending="seller_left")
    return still_in_the_way(moment) or _not_yet(moment)


def _not_yet(moment: Moment) -> Answer:
    """Nothing more to say against it, and not won either: something shows that was never asked for."""
    missing = due_fact(moment)
    if missing and _earns_a_yes(moment):
        return hint(moment, missing, Act(kind="not_yet"))
    return Answer.of(moment, "not_yet", kept_back=1, gave="deflect")  # nobody asks what a proposal means


def hear_day(moment: Moment, answer: Answer) -> Answer:
    """A proposal with a day is not passed over: what stands in its way is said as an answer to it."""
    waits = all(act.kind in ("raise", "insist", "hear_out", "told", "bridge", "acknowledge") for act in answer.acts)
    return answer.before("not_yet") if moment.proposes and moment.names_day and waits and not answer.ending else answer


def take_up_day(moment: Moment, news: News, answer: Answer) -> Answer:
    """A day proposed in the breath that answered a worry is not passed over: it is taken, or what is in its way comes up."""
    if not (news.resolved and moment.proposes and moment.heard.time) or answer.ending:
        return answer
    then = replace(moment, state=answer.state)
    ready = is_ready(then) and _earns_a_yes(then)
    # one thing at a time: no haggling beside it, and it counts as no second proposal
    reaction = accept(then, haggles=False) if ready else before_agreeing(then) or _not_yet(then)
    return Answer((*answer.acts, *reaction.acts), reaction.state, reaction.ending)


def out_of_turns(moment: Moment, answer: Answer) -> Answer:
    """No room for another exchange: whoever has said yes parts with it, everyone else is out of time."""
    if answer.ending or moment.n + 2 <= moment.scenario.ending.max_turns:
        return answer
    ending: Ending = "agreed" if answer.state.settled == "accepted" else "out_of_turns"
    said = tuple(act for act in answer.acts if act.kind not in (*ASKS_ON, *NOT_AT_THE_DOOR))
    return Answer((*said, Act(kind="out_of_time")), answer.state, ending)


def ending_on_finish(state: State) -> Ending:
    """The seller presses Finish: a next step that was accepted stays accepted, a counter-proposal stays one."""
    return "agreed" if state.settled == "accepted" else "finished"
