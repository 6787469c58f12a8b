"""What the customer answers where nothing of the scenario is at stake: small talk, vague answers, a nod."""

from roleplay.customer import idiom, policy
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
from roleplay.customer.moment import Moment, Reaction
from roleplay.transcript import Act, ActKind

LEAVE = (None, "yes_no", "opinion", "choice", "any")  # whoever asks who or why asks for no leave
SMALL_TALK = (None, "yes_no", "opinion", "how", "any")  # “how are you?”; never “who do you see here?”


def greet(moment: Moment) -> tuple[ActKind, ...]:
    """Returns how they meet the first words of a stranger; empty later in the talk."""
    heard = moment.heard
    if moment.state.n > 0 and moment.state.gave not in ("greeting", "small_talk"):
        return ()
    named = heard.has("introduction", "agenda")
    closed = (
        heard.has("closed_question") and not moment.touches_kind("fact", "objection") and not heard.has("small_talk")
    )
    in_words = moment.question in ("yes_no", "opinion") and moment.asks_for("leave")
    asks_leave = in_words or ((heard.has("agenda", "asks_time") or closed) and not _chats(moment))
    small = heard.has("small_talk") and not asks_leave and moment.question in SMALL_TALK
    if _chats(moment) and not small:
        return ("yes", "permission") if moment.state.n == 0 else ()
    how_are_you = heard.has("greeting") and heard.has("open_question") and not named and not heard.topics
    if small or (how_are_you and moment.question in SMALL_TALK):
        return ("small_talk",)
    if asks_leave:
        return ("greeting", "permission") if heard.has("greeting") and _is_chatty(moment) else ("permission",)
    return ("greeting",) if heard.has("greeting", "introduction") and moment.state.n == 0 else ()


def _chats(moment: Moment) -> bool:
    """“Long morning?” in the first breath asks for a yes and no more; “have you got a minute?” asks for leave."""
    touches = moment.touches_kind("fact", "objection") or moment.heard.has("agenda")
    return moment.question == "yes_no" and not touches and not moment.asks_for("leave")


def _is_chatty(moment: Moment) -> bool:
    return moment.persona.temperament.talkativeness >= policy.CHATS


def opening(moment: Moment) -> Reaction | None:
    """Returns the greeting or gives leave, unless the same turn asks about something they can tell."""
    first = greet(moment)
    if moment.heard.has("pressure"):
        return None  # whoever is pushed before anything was said is not asked in
    in_words = moment.asks_for("leave") and moment.question in LEAVE
    asks_leave = moment.heard.has("closed_question", "asks_time") and not moment.asks_openly
    if moment.question:  # its words say it better
        asks_leave = asks_leave and in_words
    asks_now = (
        moment.touches_kind("fact") and (moment.asks or moment.wants_answer) and not (asks_leave or moment.announces)
    )
    if not first or asks_now:
        return None
    if moment.wants_answer and moment.question not in ("yes_no", "any") and not (moment.announces or in_words):
        return _at_once(moment).before(*first)
    return Reaction.of(moment, *first, gave="permission" if "permission" in first else "greeting")


def _at_once(moment: Moment) -> Reaction:
    """Asked in the first breath: leave is given or the greeting returned, and the question is answered too."""
    fact = near_fact(moment)
    if fact:
        return hint(moment, fact)
    kind: ActKind = "vague" if moment.question in idiom.BROAD else "acknowledge"
    return Reaction.of(moment, kind, kept_back=0, gave="deflect")


def introduce(moment: Moment) -> Reaction | None:
    """Says who they are and what their work is, which everybody may know."""
    if not idiom.asks_who(moment.said, moment.persona) or moment.touches_kind("fact", "objection"):
        return None
    return Reaction.of(moment, "introduces", kept_back=0, gave="introduces").before(*greet(moment)[:1])


def passing_words(moment: Moment) -> Reaction | None:
    """Answers small talk in a word, whatever else is open: the weather, “hello?”, “have you got another minute?”"""
    heard = moment.heard
    if moment.touches_kind("fact", "objection") or moment.proposes or moment.tells:
        return None
    asks_on = heard.has("follow_up") and moment.question is not None  # about what was just said
    if heard.has("small_talk") and moment.question in SMALL_TALK and not asks_on:
        return Reaction.of(moment, "small_talk", kept_back=0)
    if heard.has("asks_time") and not moment.asks_openly:
        return Reaction.of(
            moment, "permission" if moment.state.patience > policy.TOO_THIN_FOR_TIME else "impatient", kept_back=0
        )
    asks_else = moment.question not in (None, "yes_no", "any")
    if not heard.has("greeting") or not set(heard.moves) <= {"greeting", "introduction"} or asks_else:
        return None
    # “hello?” in the middle of a talk asks whether they are still there
    return Reaction.of(moment, "greeting" if moment.state.n <= policy.STARTED else "permission", kept_back=0)


def confirm_understood(moment: Moment) -> Reaction | None:
    """Answers “Have I got that right?”"""
    asks_else = moment.asks_openly or not moment.earns or moment.overclaims
    asks_else = asks_else or (moment.wants_answer and moment.question != "yes_no")
    if not moment.heard.has("check_back") or pending(moment) or asks_else:
        return None
    if not moment.heard.has("reflection"):  # nothing was given back: “does that help?” wants a yes
        if moment.question == "yes_no" and not moment.touches_kind("fact", "objection"):
            return None  # “you trust that figure?” is no such question
        return Reaction.of(moment, "yes", kept_back=0, gave="yes")
    return _let_show(
        moment, "yes" if moment.chance(policy.BARE_YES, "bare-yes") else "reflected", policy.GOES_ON_AFTER_YES
    )


def not_made_out(moment: Moment) -> Reaction | None:
    """Asks what was meant: after typing noise, or the second turn in a row in which nothing was heard."""
    noise = moment.heard.has("unclear") and set(moment.heard.moves) == {"unclear"} and not moment.heard.topics
    if not (noise or (moment.unclear and moment.state.unheard >= policy.UNHEARD)) or not moment.may_ask_what:
        return None
    return Reaction.of(moment, "not_understood", kept_back=0, gave="not_understood")


def taken_seriously(moment: Moment) -> Reaction:
    """Acknowledges that the seller took up what obliges them."""
    return Reaction.of(moment, "acknowledge", kept_back=0)


def promise(moment: Moment) -> Reaction | None:
    """Takes what the seller promises to see to as a promise: it is no proposal, and answers no open concern."""
    if not moment.promises or not moment.earns or moment.heard.has("farewell"):
        return None
    return Reaction.of(moment, "promise_taken", kept_back=0, gave="acknowledge")


def reply(moment: Moment) -> Reaction:
    """Answers whatever no other rule has answered."""
    heard = moment.heard
    if heard.has("pressure"):
        return Reaction.of(moment, "pressed", kept_back=0)
    if moment.wants_answer and moment.state.gave == "claim_doubted":
        return Reaction.of(moment, "ask_back", kept_back=0, gave="ask_back")  # asked what is wrong with it, they say it
    if moment.asks_openly:
        judges = (
            moment.talks_product and moment.touches_kind("evidence") and moment.question in (None, "opinion", "what")
        )
        return _judge(moment) if judges else _vaguely(moment)
    if moment.asks or moment.wants_answer:
        return _shortly(moment)
    if moment.says_back and not (moment.tells and pending(moment)):
        return _let_show(
            moment,
            "yes" if moment.chance(policy.BARE_YES, "bare-yes") else "reflected",
            policy.GOES_ON_AFTER_REFLECTION,
        )
    if moment.tells or moment.touches_kind("must_not_say"):
        return _told(moment)
    if heard.has("next_step"):
        return keep_back(moment, "deflect")
    return _nod(moment)


def _vaguely(moment: Moment) -> Reaction:
    """A vague question gets a vague answer; asked a second time they let something show, or ask back."""
    if moment.wants_answer and (moment.question not in idiom.BROAD or moment.heard.has("follow_up")):
        return answer_question(moment)
    if moment.state.kept_back:
        fact = near_fact(moment) or due_fact(moment)
        return hint(moment, fact) if fact else keep_back(moment)
    fact = near_fact(moment) or due_fact(moment)
    if fact and moment.chance(policy.LETS_SHOW, "lets-show"):
        return hint(moment, fact, Act(kind="vague")) if _is_chatty(moment) else hint(moment, fact)
    return keep_back(moment, unsure(moment))


def _judge(moment: Moment) -> Reaction:
    """“What do you make of these figures?”: asked to judge, they test them or say how they take them; they do not
    evade."""
    tests = moment.persona.style in ("analytical", "dominant") and moment.state.gave != "ask_back"
    kind: ActKind = "ask_back" if tests else "told"
    return Reaction.of(moment, kind, kept_back=0, gave=kind)


def _shortly(moment: Moment) -> Reaction:
    """A closed question gets what it asks for: a word or two."""
    if moment.wants_answer and moment.question not in ("yes_no", "any"):
        return answer_question(moment)
    spoke_of = (moment.state.leaning or "").startswith("fact:") and moment.state.gave in ("tell", "hint")
    if moment.heard.has("reflection") or spoke_of:
        return _let_show(moment, "yes", policy.GOES_ON_AFTER_YES)
    known = moment.touches_kind("fact", "objection")
    if moment.wants_answer and not known and not moment.chance(policy.GUESSES, "guesses"):
        return cannot_tell(moment)  # a yes to words nobody made out may be a yes to anything
    if moment.chance(policy.YES_TO_CLOSED[moment.persona.style], "yes"):
        return _let_show(moment, "yes", policy.GOES_ON_AFTER_YES)
    if moment.chance(policy.NO_TO_CLOSED[moment.persona.style], "no"):
        return Reaction.of(moment, "no", kept_back=0, gave="no")
    return cannot_tell(moment) if moment.wants_answer else _vaguely(moment)


def _let_show(moment: Moment, first: ActKind, share: float) -> Reaction:
    """A short answer, and now and then a little of what is behind it."""
    fact = near_fact(moment) if moment.wants_answer else due_fact(moment)  # asked one thing, nobody speaks of another
    if fact and moment.chance(share, "goes-on"):
        return hint(moment, fact, Act(kind=first))
    return Reaction.of(moment, first, kept_back=0, gave=first)


def _told(moment: Moment) -> Reaction:
    """Product talk: the dominant cut it short or test it, the analytical want the figure, others let it pass."""
    if _asks_back(moment):
        return Reaction.of(moment, "ask_back", kept_back=0, gave="ask_back")
    style = moment.persona.style
    goes_on = moment.state.telling_run >= policy.CUTS_SHORT_AFTER
    if goes_on and moment.chance(policy.CUTS_SHORT[style], "cuts-short"):
        return Reaction.of(moment, "impatient", kept_back=0, gave="told")
    # the first thing told after they spoke of their own may be meant for that: it is taken note of, not waved away
    meant = moment.state.telling_run <= policy.NOTED_TELLINGS and moment.state.gave in (
        "tell",
        "hint",
        "resolve",
        "hear_out",
    )
    if (meant and moment.talks_product) or moment.chance(policy.LETS_PASS[style], "lets-pass"):
        return Reaction.of(moment, "acknowledge", kept_back=0, gave="acknowledge")
    return Reaction.of(moment, "told", kept_back=0, gave="told")


def _asks_back(moment: Moment) -> bool:
    """Once in a while, never twice running: the analytical where a claim has no figure, the dominant at any claim."""
    if (
        moment.state.gave == "ask_back"
        or moment.heard.has("price")
        or moment.state.patience <= policy.TOO_THIN_TO_LISTEN
    ):
        return False
    backed = moment.heard.has("evidence") or moment.touches_kind("evidence")
    if moment.persona.style == "analytical":
        return not backed and moment.chance(policy.TESTS_CLAIM["analytical"], "wants-figures")
    return moment.chance(policy.TESTS_CLAIM[moment.persona.style], "tests")


def _nod(moment: Moment) -> Reaction:
    """Thanks, an understanding word, or words nobody understood: go on. Twice in a row they ask what is wanted."""
    if moment.state.gave == "acknowledge" and moment.unclear:
        return ask_what(moment)
    if moment.state.gave == "not_understood" and moment.unclear and (help_out := due_fact(moment)):
        return hint(moment, help_out)
    fact = None if moment.unclear else due_fact(moment)  # words nobody made out bring out nothing: it would answer them
    if fact and moment.chance(policy.GOES_ON_AFTER_NOD, "goes-on"):
        return hint(moment, fact)
    if moment.heard.has("acknowledgement", "reflection") and moment.chance(policy.BARE_YES, "bare-yes"):
        return Reaction.of(moment, "yes", kept_back=0, gave="acknowledge")
    return Reaction.of(moment, "acknowledge", kept_back=0, gave="acknowledge")


def look_at_the_clock(moment: Moment, answer: Reaction) -> Reaction:
    """Adds an impatient word shortly before the end where patience is thin, once, unless something weightier is said."""
    left = moment.scenario.ending.max_turns - moment.n
    light = all(act.kind in ("acknowledge", "vague", "told", "yes", "no", "reflected") for act in answer.acts)
    thin = moment.state.patience <= policy.THIN and left in policy.ENDING_SOON
    return answer.after("impatient") if thin and light else answer
