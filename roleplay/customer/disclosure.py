"""Which facts come out: told when they are earned, hinted at while one thing is lacking, kept back otherwise."""

from typing import Any

from roleplay.content.scenario import Fact
from roleplay.customer import idiom, policy
from roleplay.customer.concerns import pending
from roleplay.customer.moment import Moment, Reaction
from roleplay.customer.trust import asked_again, was_just_told
from roleplay.transcript import Act, ActKind

DEFINITE = (*idiom.ONE_THING, "which")  # want one thing that is either known or not


def ask_for_fact(moment: Moment) -> Reaction | None:
    """Answers words that asked about an untold fact, or followed up what was just said; None if they did neither."""
    facts = touched_facts(moment)
    if not facts or not moment.earns:
        return None  # nobody confides in whoever is pushing, or worse
    return confirm(moment, facts[0]) if _only_wants_a_yes(moment, facts[0]) else _answer(moment, facts)


def plain_question(moment: Moment) -> Reaction | None:
    """Answers a question that names an untold fact and no concern: it comes before everything else. None for any other
    words."""
    if not (moment.asks or moment.wants_answer) or (moment.touches_kind("objection") and not moment.wants_answer):
        return None
    if all(id in moment.state.revealed for id in moment.named_by_question("fact")):
        return None
    answer = ask_for_fact(moment)
    return answer if answer and any(act.kind in ("tell", "hint") for act in answer.acts) else None


def asked_further(moment: Moment) -> Reaction | None:
    """Answers a question about something that was told already; None for any other words."""
    if asked_again(moment):
        return Reaction.of(moment, "already_said", kept_back=0, gave="already_said")
    told = [id for id in moment.named_by_question("fact") if id in moment.state.revealed]
    asks = moment.asks or moment.wants_answer
    return _nothing_new(moment, told[0]) if told and asks and moment.earns else None


def touched_facts(moment: Moment) -> list[Fact]:
    """Returns the untold facts this turn asks about, the focus first; a follow-up that names nothing asks about the
    last topic."""
    says_back = moment.heard.has("reflection") and not moment.tells
    if not (moment.asks or moment.wants_answer or says_back or _names_only_a_fact(moment)):
        return []
    named = [id for id in moment.asked("fact") if id not in moment.state.revealed and _may_answer(moment, id)]
    return [moment.scenario.fact(id) for id in named[: policy.ASKED_AT_ONCE] or _followed_up(moment)]


def _may_answer(moment: Moment, id: str) -> bool:
    """“What gives you most trouble with them?” is not answered by how many there are."""
    other = moment.question in ("why", "who", "where") or moment.asks_for("trouble")
    return not (other and moment.scenario.fact(id).figure)


def _only_wants_a_yes(moment: Moment, fact: Fact) -> bool:
    """“Is it often like that?” after a hint: the first time it gets a yes, the next try gets the fact. After something
    told it is about that, and gets a yes."""
    names_nothing = moment.closed_only and not moment.touches_kind("fact")
    return names_nothing and (moment.state.gave == "tell" or not moment.state.tries.get(fact.id))


def confirm(moment: Moment, fact: Fact) -> Reaction:
    """Says yes, and now and then hints at more. The question counts as a try for the fact."""
    moment = moment.now(tries={**moment.state.tries, fact.id: (moment.mark(),)})
    if may_hint(moment, fact) and moment.chance(policy.MORE_OF_IT, "more-of-it"):
        return hint(moment, fact, Act(kind="yes"))
    return Reaction.of(moment, "yes", kept_back=0)


def _names_only_a_fact(moment: Moment) -> bool:
    """The topic was recognised but no move, or none that can be meant: very likely a question, so it is taken as one."""
    meant = [move for move in moment.heard.moves if move != "next_step" or moment.proposes]
    return not meant and moment.touches_kind("fact")


def _followed_up(moment: Moment) -> list[str]:
    """“Such as?” after a hint asks for that fact; after a fact that was told, for what hangs on it."""
    kind, _, id = (moment.state.leaning or "").partition(":")
    if moment.state.gave not in ("hint", "tell") and not moment.heard.has("follow_up"):
        return []
    elliptic = not moment.heard.topics or (
        moment.heard.has("follow_up") and not moment.touches_kind("fact", "objection")
    )
    if kind != "fact" or not elliptic or not (moment.asks or moment.heard.has("reflection")):
        return []
    if id in moment.state.revealed and moment.question in DEFINITE:
        return []  # “who was that?” is about what was told, not about what hangs on it
    if id not in moment.state.revealed:
        return [id]
    return [fact.id for fact in moment.scenario.facts if id in fact.reveal_when.after and _is_left(moment, fact)]


def _is_left(moment: Moment, fact: Fact) -> bool:
    return fact.id not in moment.state.revealed


def _lacks(moment: Moment, fact: Fact) -> list[str]:
    """What is still missing for this fact. A second, different try stands for everything but trust."""
    wants, tries = fact.reveal_when, moment.state.tries.get(fact.id, ())
    lacking = ["trust"] if moment.state.trust < wants.trust else []
    if any(mark != moment.mark() for mark in tries):
        return lacking
    if wants.asked == "open" and not moment.asks_openly:
        lacking.append("asked")
    if any(id not in moment.state.revealed for id in wants.after):
        lacking.append("after")
    return lacking


def _answer(moment: Moment, facts: list[Fact]) -> Reaction:
    lacking = {fact.id: _lacks(moment, fact) for fact in facts}
    ready = [fact for fact in facts if not lacking[fact.id]]
    tried = {fact.id: (*moment.state.tries.get(fact.id, ()), moment.mark()) for fact in facts}
    moment = moment.now(tries={**moment.state.tries, **tried})
    if ready and moment.state.gave == "tell" and not moment.heard.topics and not moment.state.hinted.get(ready[0].id):
        return hint(moment, ready[0])  # "and then?" brings a little more, not the whole story at once
    if ready and moment.state.n == 0:
        return hint(moment, ready[0])  # nobody tells a stranger the whole story in the first breath
    if ready:
        return _tell(moment, ready)
    nearest = min(facts, key=lambda fact: len(lacking[fact.id]))
    if may_hint(moment, nearest) and (len(lacking[nearest.id]) <= policy.LACKING_FOR_HINT or moment.state.kept_back):
        return hint(moment, nearest)
    return keep_back(moment, "deflect")


def _tell(moment: Moment, ready: list[Fact]) -> Reaction:
    """One fact a turn; people who like to talk tell two when both were asked for."""
    chatty = moment.persona.temperament.talkativeness >= policy.CHATTY
    at_once = policy.TOLD_AT_ONCE if chatty and moment.chance(policy.TWO_FACTS, "two-facts") else 1
    told = ready[:at_once]
    acts = tuple(Act(kind="tell", topic=f"fact:{fact.id}") for fact in told)
    revealed = (*moment.state.revealed, *(fact.id for fact in told))
    now = moment.now(revealed=revealed, kept_back=0, leaning=acts[-1].topic, gave="tell")
    return Reaction(acts, now.state)


def may_hint(moment: Moment, fact: Fact) -> bool:
    """Tells whether the fact may be hinted at once more: each hint has words of its own, and `HINTS` is the most."""
    return moment.state.hinted.get(fact.id, 0) < min(policy.HINTS, len(fact.hint.of(moment.persona)))


def hint(moment: Moment, fact: Fact, *after: Act) -> Reaction:
    """Hints at the fact, so that a listener knows what to ask."""
    topic, given = f"fact:{fact.id}", moment.state.hinted.get(fact.id, 0)
    hinted = {**moment.state.hinted, fact.id: given + 1}
    now = moment.now(hinted=hinted, kept_back=0, leaning=topic, gave="hint")
    return Reaction((*after, Act(kind="hint", topic=topic)), now.state)


def unsure(moment: Moment) -> ActKind:
    """Returns the act for a question to which they have nothing to tell: one that follows up on what was said wants
    something definite, so they would have to look it up; any other gets a vague word."""
    definite = moment.heard.has("follow_up") and any(mark in moment.said for mark in ("?", "？"))
    return "acknowledge" if definite else "vague"


def keep_back(moment: Moment, how: ActKind = "vague") -> Reaction:
    """Puts the seller off once; the next time asks what they would like to know, so that there are never two
    deflections in a row."""
    if moment.state.kept_back:
        return ask_what(moment)
    return Reaction.of(moment, how, kept_back=1, gave="deflect")


def ask_what(moment: Moment, **changed: Any) -> Reaction:
    """Asks what exactly is meant, or, having asked so just now, says that they cannot tell."""
    kind: ActKind = "bridge" if moment.may_ask_what else "acknowledge"
    return Reaction.of(moment, kind, **{"kept_back": 0, "gave": kind, **changed})


def near_fact(moment: Moment) -> Fact | None:
    """Returns the fact that their question may be about, though it was not heard for sure, if it may be hinted at now.

    “Who?” and “how much?” right after something was told are about that, and want what nobody wrote down.
    """
    if moment.heard.has("follow_up") and moment.question in DEFINITE:
        return None
    near = [topic.removeprefix("fact:") for topic in moment.heard.near if topic.startswith("fact:")]
    due = {fact.id: fact for fact in due_facts(moment)}
    return next((due[id] for id in near[: policy.NEAREST] if id in due), None)


def answer_question(moment: Moment) -> Reaction:
    """Answers a question about nothing they were known to tell: hints at the nearest fact, or says that they cannot
    tell."""
    fact = near_fact(moment)
    return hint(moment, fact) if fact else cannot_tell(moment)


def cannot_tell(moment: Moment) -> Reaction:
    """Says that they have nothing to tell about what was asked."""
    return Reaction.of(
        moment, "either_or" if moment.question == "choice" else "acknowledge", kept_back=0, gave="deflect"
    )


def due_fact(moment: Moment) -> Fact | None:
    """Returns the fact to hint at unasked: the least hinted at of `due_facts`, or None."""
    return min(due_facts(moment), key=lambda fact: moment.state.hinted.get(fact.id, 0), default=None)


def due_facts(moment: Moment) -> list[Fact]:
    """Returns the facts that a good question would bring out now or soon: what they depend on was told, and trust is
    near.

    While a worry of theirs waits for an answer nobody speaks of other things by themselves.
    """
    state = moment.state
    if pending(moment):
        return []
    return [
        fact
        for fact in moment.scenario.facts
        if _is_left(moment, fact)
        and _may_answer(moment, fact.id)
        and all(id in state.revealed for id in fact.reveal_when.after)
        and fact.reveal_when.trust <= state.trust + policy.TRUST_FOR_HINT
        and state.hinted.get(fact.id, 0) < len(fact.hint.of(moment.persona))
        and state.leaning != f"fact:{fact.id}"
    ]


def _nothing_new(moment: Moment, id: str) -> Reaction:
    """A question about something told: what hangs on it shows, or a yes; never the same once more as if it were new."""
    just_told = was_just_told(moment, id)
    tries = (*moment.state.tries.get(id, ()), moment.mark())
    again = {**moment.state.again, id: moment.state.again.get(id, 0) + 1}
    moment = moment.now(again=again, tries={**moment.state.tries, id: tries})
    fact = due_fact(moment)
    if just_told and fact and id in fact.reveal_when.after and moment.question not in DEFINITE:
        return hint(moment, fact)
    if moment.wants_answer and again[id] <= policy.NEW_TO_THEM and moment.question != "yes_no":
        return cannot_tell(moment)
    if just_told and not moment.closed_only and (moment.duty or moment.heard.has("follow_up")):
        return Reaction.of(moment, "acknowledge", kept_back=0)  # they know no more, and another matter is no answer
    if moment.closed_only:
        return Reaction.of(moment, "yes", kept_back=0)
    if fact:
        return hint(moment, fact)
    # the first time it may be another question misheard
    return (
        Reaction.of(moment, "already_said", kept_back=0)
        if again[id] > policy.NEW_TO_THEM
        else keep_back(moment, unsure(moment))
    )
