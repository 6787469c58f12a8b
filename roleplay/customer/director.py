"""The dialogue policy: what the customer does next, as a pure function of the state and of what was heard."""

from collections.abc import Callable
from dataclasses import replace

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer import affronts, disclosure, endings, manner, objections, ordinary, policy, replies
from roleplay.customer.concerns import News, hear_concerns
from roleplay.customer.moment import Moment, Reaction
from roleplay.customer.state import Concern, Direction, State
from roleplay.customer.trust import duty_done, felt, first_patience, first_trust
from roleplay.heard import Heard
from roleplay.listening.phases import next_phase
from roleplay.transcript import Act, ActKind, Change, Difficulty

FILLERS: tuple[ActKind, ...] = (
    "told",
    "acknowledge",
    "ask_back",
    "impatient",
)  # a reaction of its own takes their place
EVADES = ("acknowledge", "vague", "deflect", "already_said", "bridge")  # no answer to a choice between two things
MOVES: dict[ActKind, tuple[str, ...]] = {
    "tell": ("telling",), "hint": ("telling",), "raise": ("objection",), "insist": ("objection",),
    "resolve": ("acknowledgement",), "hear_out": ("objection",), "greeting": ("greeting",), "permission": ("agreement",),
    "acknowledge": ("acknowledgement",), "reflected": ("acknowledgement",), "bridge": ("open_question",),
    "ask_back": ("open_question",),
    "answer": ("telling",), "yes": ("acknowledgement",), "time_accept": ("agreement",), "time_counter": ("next_step",),
    "agree": ("agreement", "farewell"), "defer": ("next_step", "farewell"), "stall": ("farewell",),
    "refuse": ("farewell",), "farewell": ("farewell",), "out_of_time": ("farewell",),
    "affronted_leaves": ("farewell",), "claim_doubted": ("open_question",), "not_understood": ("open_question",),
    "introduces": ("introduction",), "partly_answered": ("acknowledgement",), "apology_taken": ("acknowledgement",),
    "taken_back": ("acknowledgement",), "promise_taken": ("acknowledgement",),
}  # fmt: skip


def opening_state(scenario: Scenario, persona: Persona, difficulty: Difficulty, seed: int) -> State:
    """Returns the state before the first word."""
    return State(
        seed=seed,
        difficulty=difficulty,
        trust=first_trust(persona, difficulty),
        patience=first_patience(persona, difficulty),
        objections={objection.id: Concern() for objection in scenario.objections},
    )


def direct(state: State, heard: Heard, scenario: Scenario, persona: Persona, said: str = "") -> tuple[State, Direction]:
    """Decides what the customer does next: the state after their answer, and what that answer shall do.

    `said` are the seller's words. Two things are read from them that no move tells: that they let the customer choose
    between two things, and that they ask who is speaking. Nothing in them counts otherwise.
    """
    moment = Moment(state, heard, scenario, persona, said)
    if not moment.followed:
        return _close(moment, Reaction.of(moment, "not_followed"), ())
    news = hear_concerns(moment)
    moment = _taken_in(moment, news)
    changes = felt(moment, news)
    duty = duty_done(moment)
    moment = moment.now(**_moved(moment.state, changes), **_withdrawn(moment))
    answer = _reacting(moment, manner.colour(moment, _answer(moment, news, duty)), duty)
    if duty:
        answer = replace(answer, state=answer.state.model_copy(update={"duties": (*answer.state.duties, duty)}))
    return _close(moment, answer, changes)


def _taken_in(moment: Moment, news: News) -> Moment:
    """The state with everything that was heard, before anybody has felt anything about it."""
    state = moment.state
    # product talk after a worry may be its answer in words we do not know
    pitches = moment.only_tells and not (news.resolved or news.taken_up or news.left)
    run = state.telling_run if moment.unclear or moment.only_tells else 0
    return moment.now(
        phase=next_phase(state.phase, "seller", moment.heard.moves),
        objections=objections.mark_due(moment.now(objections=news.concerns)),
        insults=state.insults + moment.heard.has("rude"),
        oddities=state.oddities + moment.heard.has("machine_talk"),
        claims=state.claims + moment.heard.has("over_claim"),
        unheard=state.unheard + 1 if moment.unclear else 0,
        telling_run=state.telling_run + 1 if pitches else run,
        tellings=state.tellings + (1 if pitches else 0),
    )


def _withdrawn(moment: Moment) -> dict[str, object]:
    """A proposal that is taken back, or put off by the seller themselves, was none."""
    if not moment.withdraws:
        return {}
    return {"asks": max(0, moment.state.asks - 1), "settled": None}


def _moved(state: State, changes: tuple[Change, ...]) -> dict[str, int]:
    moved = {"trust": state.trust, "patience": state.patience}
    for change in changes:
        moved[change.what] += change.by
    return moved


def _answer(moment: Moment, news: News, duty: str | None) -> Reaction:
    """The first rule that has something to say speaks. The order is what weighs most with a person."""
    rules: tuple[Callable[[], Reaction | None], ...] = (
        lambda: affronts.walk_off(moment),
        lambda: endings.out_of_patience(moment),
        lambda: affronts.answer_offence(moment),
        lambda: endings.settle(moment),
        lambda: endings.part(moment),
        lambda: None if news.resolved else replies.promise(moment),
        lambda: disclosure.plain_question(moment) if news.taken_up and not moment.proposes else None,
        lambda: _unless_a_fact(moment, ordinary.answer_ordinary(moment, news)),
        lambda: _and_what_else(moment, news, objections.answer_concern(moment, news)),
        lambda: objections.first_my_worry(moment, news),
        lambda: endings.answer_proposal(moment),
        lambda: endings.withdrawn(moment),
        lambda: replies.introduce(moment),
        lambda: replies.opening(moment),
        lambda: replies.passing_words(moment),
        lambda: _and_a_worry(moment, _greeting_first(moment, disclosure.ask_for_fact(moment))),
        lambda: affronts.accept_apology(moment),
        lambda: replies.not_made_out(moment),
        lambda: objections.come_back(moment, news),
        lambda: objections.asked_for(moment),
        lambda: affronts.doubt(moment),
        lambda: replies.confirm_understood(moment),
        lambda: _or_the_worry(moment, news, disclosure.asked_further(moment)),
        lambda: replies.taken_seriously(moment) if duty else None,
        lambda: objections.triggered(moment),
        lambda: objections.overdue(moment),
        lambda: objections.still_missing(moment, news),
    )
    for rule in rules:
        answer = rule()
        if answer is not None:
            return answer
    return replies.reply(moment)


def _reacting(moment: Moment, answer: Reaction, duty: str | None) -> Reaction:
    """The answer, after what they react to first; and what stands in the way of a proposed day said as an answer to it."""
    answer = _choosing(moment, endings.hear_day(moment, answer))
    if not moment.earns or moment.heard.has("farewell"):
        return answer
    first = affronts.lead(moment, duty)
    if first == "apology_taken":
        answer = replace(answer, state=answer.state.model_copy(update={"offended": False}))
    if first is None or any(act.kind in (first, "promise_taken") for act in answer.acts):
        return answer
    if answer.ending:
        return answer.before(first)
    # whoever is greeted greets back before anything else
    greets = tuple(act for act in answer.acts if act.kind in ("greeting", "permission"))
    others = tuple(
        act
        for act in answer.acts
        if act not in greets and not (_fills(act, moment) and first != "acknowledge") and act.kind != "small_talk"
    )
    if first == "acknowledge" and all(act.kind in FILLERS for act in answer.acts):
        others = ()
    lead = affronts.doubt_of(moment) if first == "claim_doubted" else Act(kind=first)
    return replace(answer, acts=(*greets, lead, *others))


def _unless_a_fact(moment: Moment, ordinary_answer: Reaction | None) -> Reaction | None:
    """A fact that comes out goes before an ordinary answer, and so does leave asked for in the first breath."""
    if ordinary_answer is None or (moment.state.n == 0 and moment.asks_for("leave")):
        return None
    fact = disclosure.ask_for_fact(moment) if moment.touches_kind("fact") else None
    tells = fact is not None and any(act.kind in ("tell", "hint") for act in fact.acts)
    return None if tells else ordinary_answer


def _fills(act: Act, moment: Moment) -> bool:
    """A nod gives way to the reaction; where a question was asked it is the answer, “I couldn't say”, and stays."""
    return act.kind in FILLERS and not (act.kind == "acknowledge" and moment.wants_answer)


def _choosing(moment: Moment, answer: Reaction) -> Reaction:
    """Whoever is given a choice says neither yes nor no."""
    if moment.question != "choice":
        return answer
    first, *others = answer.acts
    if first.kind in ("yes", "no", "reflected") or (first.kind in EVADES and not others):
        return replace(answer, acts=(Act(kind="either_or"), *others))
    return answer.before("either_or") if first.kind == "hint" else answer


def _greeting_first(moment: Moment, answer: Reaction | None) -> Reaction | None:
    """Whoever is greeted and asked in one breath greets back or gives leave, then answers; weather is for the next one."""
    first = tuple(kind for kind in replies.greet(moment)[-1:] if kind != "small_talk" or moment.state.n == 0)
    return answer and answer.before(*first)


def _or_the_worry(moment: Moment, news: News, answer: Reaction | None) -> Reaction | None:
    """A question that brings out nothing new brings out the worry in the air, rather than a vague word beside it."""
    empty = answer is not None and all(act.kind in ("vague", "bridge") for act in answer.acts)
    return (objections.still_missing(moment, news) if empty else None) or answer


def _and_a_worry(moment: Moment, answer: Reaction | None) -> Reaction | None:
    """A worry whose time has come does not wait until the questions are over: it follows what they tell.

    Not what obliges the seller: nobody goes from a patient who fell to the price in one breath.
    """
    if (
        answer is None
        or [act.kind for act in answer.acts] != ["tell"]
        or not moment.chance(policy.SPEAKS_UP, "speaks-up")
    ):
        return answer
    if moment.duty or answer.acts[0].topic in {duty.when.topic for duty in moment.scenario.product.must_do}:
        return answer
    worry = objections.overdue(replace(moment, state=answer.state))
    if worry is None:
        return answer
    raised = tuple(act for act in worry.acts if act.kind == "raise")  # what they told was the word on the question
    return Reaction((*answer.acts, *raised), worry.state)


def _and_what_else(moment: Moment, news: News, answer: Reaction | None) -> Reaction | None:
    """Beside the worry that was answered: the day proposed in the same breath is taken up, the question asked answered."""
    if answer is None or not news.resolved or answer.ending:
        return answer
    taken_up = endings.take_up_day(moment, news, answer)
    if taken_up is not answer:
        return taken_up
    then = replace(moment, state=answer.state)
    asked = disclosure.plain_question(then)
    if not asked and (known := ordinary.asked_ordinary(then)):
        asked = ordinary.tell_ordinary(then, known)
    elsewhere = moment.question in disclosure.DEFINITE or not moment.touches_kind("objection")
    if not asked and moment.wants_answer and moment.question != "yes_no" and elsewhere:
        asked = disclosure.cannot_tell(then)
    return Reaction((*answer.acts, *asked.acts), asked.state) if asked else answer


def _close(moment: Moment, answer: Reaction, changes: tuple[Change, ...]) -> tuple[State, Direction]:
    """The direction, and the state as it is when the customer has spoken."""
    answer = endings.out_of_turns(moment, replies.look_at_the_clock(moment, answer))
    asks_what = any(act.kind in ("bridge", "not_understood") for act in answer.acts)
    told = tuple(id for id in answer.state.revealed if id not in moment.state.revealed)
    direction = Direction(
        acts=answer.acts,
        changes=changes,
        revealed=told,
        ending=answer.ending,
        time=moment.heard.time if any(act.kind == "time_accept" for act in answer.acts) else None,
    )
    phase = next_phase(answer.state.phase, "customer", customer_moves(direction))
    after = {"n": moment.n, "phase": phase, "ending": answer.ending}
    after["asked_what"] = moment.n if asks_what else answer.state.asked_what
    return answer.state.model_copy(update=after), direction


def customer_moves(direction: Direction) -> tuple[str, ...]:
    """Returns the moves of the customer's turn, from its direction: a model's words are not listened to."""
    return tuple(dict.fromkeys(move for act in direction.acts for move in MOVES.get(act.kind, ())))


def customer_topics(direction: Direction) -> tuple[str, ...]:
    """Returns the facts and worries that the customer's turn is about."""
    kinds = ("fact:", "objection:")
    return tuple(dict.fromkeys(act.topic for act in direction.acts if act.topic and act.topic.startswith(kinds)))
