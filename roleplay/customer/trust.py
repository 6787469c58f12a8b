"""Why trust and patience move. A turn lifts each by one at most; it costs one, and to push past a worry two of patience."""

from collections.abc import Iterator

from roleplay.content.persona import Persona
from roleplay.customer import policy
from roleplay.customer.concerns import News
from roleplay.customer.moment import Moment
from roleplay.transcript import Change, Difficulty


def clip(value: int) -> int:
    """Keeps trust or patience on its scale."""
    return max(policy.LOWEST, min(policy.HIGHEST, value))


def _temperament(value: int, difficulty: Difficulty) -> int:
    return max(0, min(policy.MOST_TEMPERAMENT, value + policy.DIFFICULTY_SHIFT[difficulty]))


def first_trust(persona: Persona, difficulty: Difficulty) -> int:
    return clip(
        policy.FIRST_TRUST + _temperament(persona.temperament.openness, difficulty) // policy.OPENNESS_FOR_TRUST
    )


def first_patience(persona: Persona, difficulty: Difficulty) -> int:
    return clip(policy.FIRST_PATIENCE + _temperament(persona.temperament.patience, difficulty))


def felt(moment: Moment, news: News) -> tuple[Change, ...]:
    """Works out what this turn does to trust and patience, with reasons. A loss outweighs a gain of the same turn."""
    changes = []
    loss, gain = next(_trust_lost(moment, news), None), next(_trust_won(moment, news), None)
    if loss and moment.state.trust > policy.LOWEST:
        changes.append(loss)
    elif gain and not loss and _may_win(moment) and moment.state.trust < policy.HIGHEST:
        changes.append(gain)
    wears, ease = list(_patience_lost(moment, news))[: moment.state.patience], _patience_won(moment, news)
    if ease and not wears and not loss:
        changes.append(ease)
    return (*changes, *wears)


def _may_win(moment: Moment) -> bool:
    return moment.earns and not moment.overclaims and not moment.heard.has("dismissal")


def _trust(by: int, why: str, **params: str) -> Change:
    return Change(what="trust", by=1 if by > 0 else -1, why=why, params=params)


def _trust_lost(moment: Moment, news: News) -> Iterator[Change]:
    """The worst thing first: it is the one a buyer would name."""
    if bad := _badly(moment):
        yield _trust(-1, bad)
    if claims := moment.touched("must_not_say"):
        yield _trust(-1, "claimed", topic=f"must_not_say:{claims[0]}")
    # the first time it may be a joke, or big words without a thought
    if moment.heard.has("machine_talk") and moment.state.oddities >= policy.REPEATED:
        yield _trust(-1, "machine_talk")
    if moment.heard.has("over_claim") and moment.state.claims >= policy.REPEATED:
        yield _trust(-1, "over_claimed")
    if news.brushed:
        yield _trust(-1, _brushed_how(moment), topic=f"objection:{news.brushed}")
    if _missed_a_hint(moment, news):
        yield _trust(-1, "hint_missed", topic=moment.state.leaning or "")
    if moment.only_tells and moment.state.telling_run >= policy.TIRING:
        yield _trust(-1, "told_on")


def _badly(moment: Moment) -> str | None:
    """Why a turn is held against the seller whatever else it holds: the worst of it."""
    if moment.severe:
        return "swore"
    if moment.heard.has("rude") and moment.state.insults >= policy.INSULTS_TO_LEAVE:
        return "insulted_again"
    return next((why for move, why in policy.COSTS_BOTH.items() if moment.heard.has(move)), None)


def _brushed_how(moment: Moment) -> str:
    return "dismissed" if moment.heard.has("dismissal") else "brushed_aside"


def _missed_a_hint(moment: Moment, news: News) -> bool:
    """They began to say something and got product talk back. Answering a worry of theirs is no such thing."""
    pitches = moment.touches_kind("key_message", "evidence", "must_not_say") or moment.heard.has("price", "evidence")
    goes_on = moment.heard.has("telling") and (pitches or moment.state.telling_run >= policy.MISSED_HINT_TELLINGS)
    hinted = moment.state.gave == "hint" and moment.only_tells and (goes_on or pitches)
    return hinted and not (news.resolved or news.taken_up) and moment.state.leaning not in moment.heard.topics


def _trust_won(moment: Moment, news: News) -> Iterator[Change]:
    """The best thing first."""
    if news.resolved:
        yield _trust(+1, "answered", topic=f"objection:{news.resolved}")
    if duty := duty_done(moment):
        yield _trust(+1, "did_duty", topic=f"must_do:{duty}")
    if moment.state.trust >= policy.LISTENED_TO:
        return
    if news.acknowledged and news.taken_up:
        yield _trust(+1, "acknowledged", topic=f"objection:{news.taken_up}")
    for heard_well, why in ((_reflects, "reflected"), (_follows_hint, "followed_hint"), (_opens_well, "opened_well")):
        if heard_well(moment):
            yield _trust(+1, why)


def _reflects(moment: Moment) -> bool:
    """Saying back fits only where there is something to say back: what they last spoke of, or told before."""
    return moment.says_back and bool(moment.state.leaning or moment.said_topics.intersection(moment.heard.topics))


def _follows_hint(moment: Moment) -> bool:
    """They let something show, and were asked about it openly."""
    about_it = moment.heard.touches(moment.state.leaning or "") or not moment.touches_kind("fact", "objection")
    return moment.state.gave == "hint" and moment.asks_openly and about_it


def _opens_well(moment: Moment) -> bool:
    """Once, in the first words: why I am here and for how long. A stranger who says so is easier to listen to."""
    first = moment.state.n == 0 or (
        moment.state.n == policy.FIRST_WORDS_N and moment.state.gave in ("greeting", "small_talk")
    )
    return first and moment.heard.has("agenda") and not moment.only_tells


def duty_done(moment: Moment) -> str | None:
    """Returns the required action that is now done for the first time, in a turn that can earn something, or None."""
    return moment.duty if moment.earns else None


def _patience(by: int, why: str) -> Change:
    return Change(what="patience", by=1 if by > 0 else -1, why=why)


def _patience_lost(moment: Moment, news: News) -> Iterator[Change]:
    """Only for what was heard. What is not understood costs nothing. To push past a voiced worry costs twice."""
    if bad := _badly(moment):
        yield _patience(-1, bad)
    if news.brushed:
        yield _patience(-1, _brushed_how(moment))
    elif moment.only_tells and moment.state.telling_run >= _wearing(moment):
        yield _patience(-1, "told_on")
    elif asked_again(moment):
        yield _patience(-1, "asked_again")


def _wearing(moment: Moment) -> int:
    return policy.WEARING if moment.state.trust else policy.WEARING_WITHOUT_TRUST


def asked_again(moment: Moment) -> str | None:
    """Returns the fact that was told and is asked for a third time since: before that it may be a follow-up in other
    words.

    The very same words again are no follow-up.
    """
    if not moment.asks or moment.heard.has("reflection", "acknowledgement"):
        return None
    touched = moment.touched("fact")
    if any(id not in moment.state.revealed for id in touched) or moment.touches_kind("must_do", "objection"):
        return None
    if moment.heard.has("follow_up") and moment.state.gave != "already_said":
        return None  # “and what happens then?” goes on from what was told
    for id in touched:
        repeated = moment.mark() in moment.state.tries.get(id, ())
        often = moment.state.again.get(id, 0) >= policy.FOLLOW_UPS and not was_just_told(moment, id)
        if repeated or often:
            return id
    return None


def was_just_told(moment: Moment, id: str) -> bool:
    """Tells whether the customer's last turn told this fact: a question about it now follows up."""
    return moment.state.leaning == f"fact:{id}" and moment.state.gave == "tell"


def _patience_won(moment: Moment, news: News) -> Change | None:
    """A worry answered well, or a proposal withdrawn, gives some patience back, never more than there was."""
    if moment.state.patience >= first_patience(moment.persona, moment.state.difficulty):
        return None
    if news.resolved:
        return _patience(+1, "answered")
    # only a proposal that came too soon: whoever takes back what was not refused has eased nothing
    waits = moment.heard.has("takes_back") and moment.earns and moment.state.asks > 0
    return _patience(+1, "took_back") if waits else None
