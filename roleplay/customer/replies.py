"""What the customer answers where nothing of the scenario is at stake: small talk, vague answers, a nod."""

from roleplay.customer import idiom
from roleplay.customer.concerns import pending
from roleplay.customer.disclosure import (
    answer_question,
    ask_what,
    cannot_tell,
    due_fact,
    hint,
    keep_back,
    near_fact,
    unsure,
)
from roleplay.customer.moment import Answer, Moment
from roleplay.transcript import Act, ActKind

LETS_SHOW = 0.5  # how often a vague answer lets something show, so that a listener learns what to ask
BARE_YES = 0.45  # how often being understood gets a mere yes
THIN = 2  # so little patience shows
STARTED = 2  # utterances after which a greeting greets nobody any more
ENDING_SOON = 4  # utterances before the end at which they look at the clock


def greet(moment: Moment) -> tuple[ActKind, ...]:
    """How they meet the first words of a stranger; empty later in the talk."""
    heard = moment.heard
    if moment.state.n > 0 and moment.state.gave not in ("greeting", "small_talk"):
        return ()
    named = heard.has("introduction", "agenda")
    closed = (
        heard.has("closed_question") and not moment.touches_kind("fact", "objection") and not heard.has("small_talk")
    )
    asks_leave = (heard.has("agenda", "asks_time") or closed) and not _chats(moment)
    small = heard.has("small_talk") and not asks_leave
    if _chats(moment) and not small:
        return ("yes", "permission") if moment.state.n == 0 else ()
    if small or (heard.has("greeting") and heard.has("open_question") and not named and not heard.topics):
        return ("small_talk",)
    if asks_leave:
        return ("greeting", "permission") if heard.has("greeting") and _is_chatty(moment) else ("permission",)
    return ("greeting",) if heard.has("greeting", "introduction") and moment.state.n == 0 else ()


def _chats(moment: Moment) -> bool:
    """“Long morning?” in the first breath asks for a yes and no more; “have you got a minute?” asks for leave."""
    touches = moment.touches_kind("fact", "objection") or moment.heard.has("agenda")
    return moment.question == "yes_no" and not touches and not idiom.asks_leave(moment.said, moment.persona)


def _is_chatty(moment: Moment) -> bool:
    return moment.persona.temperament.talkativeness >= 2


def opening(moment: Moment) -> Answer | None:
    """Greeting and leave, unless the same breath asks about something they can tell."""
    first = greet(moment)
    if moment.heard.has("pressure"):
        return None  # whoever is pushed before anything was said is not asked in
    asks_leave = moment.heard.has("closed_question", "asks_time") and not moment.asks_openly
    asks_now = moment.touches_kind("fact") and moment.asks and not (asks_leave or moment.announces)
    if not first or asks_now:
        return None
    if moment.wants_answer and moment.question not in ("yes_no", "any") and not moment.announces:
        return _at_once(moment).before(*first)
    return Answer.of(moment, *first, gave="permission" if "permission" in first else "greeting")


def _at_once(moment: Moment) -> Answer:
    """Asked in the first breath: leave is given or the greeting returned, and the question is answered too."""
    fact = near_fact(moment)
    if fact:
        return hint(moment, fact)
    kind: ActKind = "vague" if moment.question in idiom.BROAD else "acknowledge"
    return Answer.of(moment, kind, kept_back=0, gave="deflect")


def introduce(moment: Moment) -> Answer | None:
    """Who they are, and what their work is, everybody may know."""
    if not idiom.asks_who(moment.said, moment.persona) or moment.touches_kind("fact", "objection"):
        return None
    return Answer.of(moment, "introduces", kept_back=0, gave="introduces").before(*greet(moment)[:1])


def passing_words(moment: Moment) -> Answer | None:
    """Weather, holidays, “hello?”, “have you got another minute?”: answered in a word, whatever is in the air."""
    heard = moment.heard
    if moment.touches_kind("fact", "objection") or moment.proposes or moment.tells:
        return None
    if heard.has("small_talk"):
        return Answer.of(moment, "small_talk", kept_back=0)
    if heard.has("asks_time") and not moment.asks_openly:
        return Answer.of(moment, "permission" if moment.state.patience >= THIN else "impatient", kept_back=0)
    asks_else = moment.question not in (None, "yes_no", "any")
    if not heard.has("greeting") or not set(heard.moves) <= {"greeting", "introduction"} or asks_else:
        return None
    # “hello?” in the middle of a talk asks whether they are still there
    return Answer.of(moment, "greeting" if moment.state.n <= STARTED else "permission", kept_back=0)


def confirm_understood(moment: Moment) -> Answer | None:
    """“Have I got that right?”"""
    asks_else = moment.asks_openly or not moment.earns or moment.overclaims
    asks_else = asks_else or (moment.wants_answer and moment.question != "yes_no")
    if not moment.heard.has("check_back") or pending(moment) or asks_else:
        return None
    if not moment.heard.has("reflection"):  # nothing was given back: “does that help?” wants a yes
        return Answer.of(moment, "yes", kept_back=0, gave="yes")
    return _let_show(moment, "yes" if moment.chance(BARE_YES, "bare-yes") else "reflected", 0.3)


def not_made_out(moment: Moment) -> Answer | None:
    """Typing noise, or for the second time words in which nothing was heard: they ask what was meant."""
    noise = moment.heard.has("unclear") and set(moment.heard.moves) == {"unclear"} and not moment.heard.topics
    if not (noise or (moment.unclear and moment.state.unheard > 1)) or not moment.may_ask_what:
        return None
    return Answer.of(moment, "not_understood", kept_back=0, gave="not_understood")


def taken_seriously(moment: Moment) -> Answer:
    """They said something that obliges the seller, and the seller took it up."""
    return Answer.of(moment, "acknowledge", kept_back=0)


def promise(moment: Moment) -> Answer | None:
    """What the seller promises to see to is taken as a promise: no proposal, and no answer to the worry in the air."""
    if not moment.promises or not moment.earns or moment.heard.has("farewell"):
        return None
    return Answer.of(moment, "promise_taken", kept_back=0, gave="acknowledge")


def reply(moment: Moment) -> Answer:
    """The answer to whatever no other rule has answered."""
    heard = moment.heard
    if heard.has("pressure"):
        return Answer.of(moment, "pressed", kept_back=0)
    if moment.wants_answer and moment.state.gave == "claim_doubted":
        return Answer.of(moment, "ask_back", kept_back=0, gave="ask_back")  # asked what is wrong with it, they say it
    if moment.asks_openly:
        judges = (
            moment.talks_product and moment.touches_kind("evidence") and moment.question in (None, "opinion", "what")
        )
        return _judge(moment) if judges else _vaguely(moment)
    if moment.asks or moment.wants_answer:
        return _shortly(moment)
    if moment.says_back and not (moment.tells and pending(moment)):
        return _let_show(moment, "yes" if moment.chance(BARE_YES, "bare-yes") else "reflected", 0.45)
    if moment.tells or moment.touches_kind("must_not_say"):
        return _told(moment)
    if heard.has("next_step"):
        return keep_back(moment, "deflect")
    return _nod(moment)


def _vaguely(moment: Moment) -> Answer:
    """A vague question gets a vague answer; asked a second time they let something show, or ask back."""
    if moment.wants_answer and (moment.question not in idiom.BROAD or moment.heard.has("follow_up")):
        return answer_question(moment)
    if moment.state.kept_back:
        fact = near_fact(moment) or due_fact(moment)
        return hint(moment, fact) if fact else keep_back(moment)
    fact = near_fact(moment) or due_fact(moment)
    if fact and moment.chance(LETS_SHOW, "lets-show"):
        return hint(moment, fact, Act(kind="vague")) if _is_chatty(moment) else hint(moment, fact)
    return keep_back(moment, unsure(moment))


def _judge(moment: Moment) -> Answer:
    """“What do you make of these figures?”: asked to judge, they test them or say how they take them; they do not evade."""
    tests = moment.persona.style in ("analytical", "dominant") and moment.state.gave != "ask_back"
    kind: ActKind = "ask_back" if tests else "told"
    return Answer.of(moment, kind, kept_back=0, gave=kind)


def _shortly(moment: Moment) -> Answer:
    """A closed question gets what it asks for: a word or two."""
    if moment.wants_answer and moment.question not in ("yes_no", "any"):
        return answer_question(moment)
    spoke_of = (moment.state.leaning or "").startswith("fact:") and moment.state.gave in ("tell", "hint")
    if moment.heard.has("reflection") or spoke_of:
        return _let_show(moment, "yes", 0.3)
    yes = 0.65 if moment.persona.style == "amiable" else 0.5
    if moment.chance(yes, "yes"):
        return _let_show(moment, "yes", 0.3)
    if moment.persona.style != "amiable" and moment.chance(0.5, "no"):
        return Answer.of(moment, "no", kept_back=0, gave="no")
    return cannot_tell(moment) if moment.wants_answer else _vaguely(moment)


def _let_show(moment: Moment, first: ActKind, share: float) -> Answer:
    """A short answer, and now and then a little of what is behind it."""
    fact = near_fact(moment) if moment.wants_answer else due_fact(moment)  # asked one thing, nobody speaks of another
    if fact and moment.chance(share, "goes-on"):
        return hint(moment, fact, Act(kind=first))
    return Answer.of(moment, first, kept_back=0, gave=first)


def _told(moment: Moment) -> Answer:
    """Product talk: the dominant cut it short or test it, the analytical want the figure, others let it pass."""
    if _asks_back(moment):
        return Answer.of(moment, "ask_back", kept_back=0, gave="ask_back")
    impatient = 0.5 if moment.persona.style == "dominant" else 0.2
    if moment.state.telling_run >= 2 and moment.chance(impatient, "cuts-short"):
        return Answer.of(moment, "impatient", kept_back=0, gave="told")
    # the first thing told after they spoke of their own may be meant for that: it is taken note of, not waved away
    meant = moment.state.telling_run <= 1 and moment.state.gave in ("tell", "hint", "resolve", "hear_out")
    if (meant and moment.talks_product) or (moment.persona.style == "amiable" and moment.chance(0.5, "lets-pass")):
        return Answer.of(moment, "acknowledge", kept_back=0, gave="acknowledge")
    return Answer.of(moment, "told", kept_back=0, gave="told")


def _asks_back(moment: Moment) -> bool:
    """Once in a while, never twice running: the analytical where a claim has no figure, the dominant at any claim."""
    if moment.state.gave == "ask_back" or moment.heard.has("price") or moment.state.patience <= THIN - 1:
        return False
    backed = moment.heard.has("evidence") or moment.touches_kind("evidence")
    if moment.persona.style == "analytical":
        return not backed and moment.chance(0.6, "wants-figures")
    return moment.persona.style == "dominant" and moment.chance(0.35, "tests")


def _nod(moment: Moment) -> Answer:
    """Thanks, an understanding word, or words nobody understood: go on. Twice in a row they ask what is wanted."""
    if moment.state.gave in ("acknowledge", "not_understood") and moment.unclear:
        fact = due_fact(moment)
        return hint(moment, fact) if fact else ask_what(moment)
    fact = due_fact(moment)
    if fact and moment.chance(0.3, "goes-on"):
        return hint(moment, fact)
    if moment.heard.has("acknowledgement", "reflection") and moment.chance(BARE_YES, "bare-yes"):
        return Answer.of(moment, "yes", kept_back=0, gave="acknowledge")
    return Answer.of(moment, "acknowledge", kept_back=0, gave="acknowledge")


def look_at_the_clock(moment: Moment, answer: Answer) -> Answer:
    """Shortly before the end those whose patience is thin say so, once, unless something weightier is said."""
    left = moment.scenario.ending.max_turns - moment.n
    light = all(act.kind in ("acknowledge", "vague", "told", "yes", "no", "reflected") for act in answer.acts)
    thin = moment.state.patience <= THIN and left in (ENDING_SOON, ENDING_SOON - 1)
    return answer.after("impatient") if thin and light else answer
