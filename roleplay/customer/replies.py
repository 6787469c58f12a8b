"""What the customer answers where nothing of the scenario is at stake: small talk, vague answers, a nod."""

from roleplay.customer.disclosure import due_fact, hint, keep_back
from roleplay.customer.moment import Answer, Moment
from roleplay.transcript import Act, ActKind

LETS_SHOW = 0.5  # how often a vague answer lets something show, so that a listener learns what to ask
THIN = 2  # so little patience shows
ENDING_SOON = 4  # utterances before the end at which they look at the clock


def greet(moment: Moment) -> tuple[ActKind, ...]:
    """How they meet the first words of a stranger; empty later in the talk."""
    heard = moment.heard
    if moment.state.n > 0 and moment.state.gave not in ("greeting", "small_talk"):
        return ()
    named = heard.has("introduction", "agenda")
    # "are you busy?" and "have you got a minute?" are one question
    asks_leave = heard.has("agenda") or (heard.has("closed_question") and not moment.touches_kind("fact", "objection"))
    if heard.has("greeting") and heard.has("open_question") and not named and not heard.topics:
        return ("small_talk",)
    if asks_leave:
        return ("greeting", "permission") if heard.has("greeting") and _is_chatty(moment) else ("permission",)
    return ("greeting",) if heard.has("greeting", "introduction") and moment.state.n == 0 else ()


def _is_chatty(moment: Moment) -> bool:
    return moment.persona.temperament.talkativeness >= 2


def opening(moment: Moment) -> Answer | None:
    """Greeting and leave, unless the same breath asks about something they can tell."""
    first = greet(moment)
    asks_leave = moment.heard.has("closed_question")
    if not first or (moment.touches_kind("fact") and moment.asks and not asks_leave):
        return None
    return Answer.of(moment, *first, gave="permission" if "permission" in first else "greeting")


def taken_seriously(moment: Moment) -> Answer:
    """They said something that obliges the seller, and the seller took it up."""
    return Answer.of(moment, "reflected", kept_back=0, gave="reflected")


def reply(moment: Moment) -> Answer:
    """The answer to whatever no other rule has answered."""
    heard = moment.heard
    if heard.has("pressure"):
        return Answer.of(moment, "pressed", kept_back=0)
    if heard.has("open_question"):
        return _vaguely(moment)
    if heard.has("closed_question"):
        return _shortly(moment)
    if heard.has("reflection"):
        return _let_show(moment, "reflected", 0.6)
    if moment.only_tells or moment.touches_kind("must_not_say"):
        return _told(moment)
    if heard.has("next_step"):
        return keep_back(moment, "deflect")
    return _nod(moment)


def _vaguely(moment: Moment) -> Answer:
    """A vague question gets a vague answer; asked a second time they let something show, or ask back."""
    if moment.state.kept_back:
        fact = due_fact(moment)
        return hint(moment, fact) if fact else keep_back(moment)
    fact = due_fact(moment)
    if fact and moment.chance(LETS_SHOW, "lets-show"):
        return hint(moment, fact, Act(kind="vague")) if _is_chatty(moment) else hint(moment, fact)
    return keep_back(moment)


def _shortly(moment: Moment) -> Answer:
    """A closed question gets what it asks for: a word or two."""
    if moment.heard.has("reflection"):
        return _let_show(moment, "yes", 0.5)
    yes = 0.65 if moment.persona.style == "amiable" else 0.45
    if moment.chance(yes, "yes"):
        return _let_show(moment, "yes", 0.4)
    if moment.persona.style != "amiable" and moment.chance(0.35, "no"):
        return _let_show(moment, "no", 0.4)
    return _vaguely(moment)


def _let_show(moment: Moment, first: ActKind, share: float) -> Answer:
    """A short answer, and now and then a little of what is behind it."""
    fact = due_fact(moment)
    if fact and moment.chance(share, "goes-on"):
        return hint(moment, fact, Act(kind=first))
    return Answer.of(moment, first, kept_back=0, gave=first)


def _told(moment: Moment) -> Answer:
    """Product talk: the dominant cut it short, others let it pass, and it wears on everyone."""
    impatient = 0.5 if moment.persona.style == "dominant" else 0.2
    if moment.state.telling_run >= 2 and moment.chance(impatient, "cuts-short"):
        return Answer.of(moment, "impatient", kept_back=0, gave="told")
    if moment.persona.style == "amiable" and moment.chance(0.5, "lets-pass"):
        return Answer.of(moment, "acknowledge", kept_back=0, gave="acknowledge")
    return Answer.of(moment, "told", kept_back=0, gave="told")


def _nod(moment: Moment) -> Answer:
    """Thanks, an understanding word, or words nobody understood: go on. Twice in a row they ask what is wanted."""
    if moment.state.gave == "acknowledge" and moment.unclear:
        fact = due_fact(moment)
        return hint(moment, fact) if fact else Answer.of(moment, "bridge", kept_back=0, gave="bridge")
    fact = due_fact(moment)
    if fact and moment.chance(0.3, "goes-on"):
        return hint(moment, fact)
    return Answer.of(moment, "acknowledge", kept_back=0, gave="acknowledge")


def look_at_the_clock(moment: Moment, answer: Answer) -> Answer:
    """Shortly before the end those whose patience is thin say so, once, unless something weightier is said."""
    left = moment.scenario.ending.max_turns - moment.n
    light = all(act.kind in ("acknowledge", "vague", "told", "yes", "no", "reflected") for act in answer.acts)
    thin = moment.state.patience <= THIN and left in (ENDING_SOON, ENDING_SOON - 1)
    return answer.after("impatient") if thin and light else answer
