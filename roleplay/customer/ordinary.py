"""Ordinary questions: what anybody may ask, and what follows up on what the customer has just said. They are worth nothing."""

from roleplay.content.hearing import Background
from roleplay.customer.concerns import News
from roleplay.customer.moment import Answer, Moment
from roleplay.transcript import Act

# chances from which an ordinary question counts as asked (judgement, after questions of readers who knew none of them)
FOLLOWS, SAID_BEFORE, ANY_TIME, NEVER = 0.6, 0.75, 0.8, 2.0


def answer_ordinary(moment: Moment, news: News) -> Answer | None:
    """The answer to an ordinary question, where no fact is asked for that could be told and no worry was dealt with."""
    found = asked_ordinary(moment)
    if found is None or news.resolved or _deals_with_worry(news, found):
        return None
    return tell_ordinary(moment, found)


def tell_ordinary(moment: Moment, asked: Background) -> Answer:
    """Said as it is; what the talk leans on stays."""
    act = Act(kind="answer", topic=f"background:{asked.id}")
    return Answer((act,), moment.state.model_copy(update={"kept_back": 0, "gave": "answer"}))


def asked_ordinary(moment: Moment) -> Background | None:
    """The likeliest ordinary question that makes sense now: what it follows up on has been said."""
    if not moment.earns or moment.overclaims or moment.proposes or moment.heard.has("farewell"):
        return None
    if moment.heard.has("check_back") and moment.question == "yes_no" and not moment.heard.has("follow_up"):
        return None  # “am I right or am I right?” asks for a nod
    found = ((moment.scenario.ordinary(id), chance) for id, chance in moment.heard.background)
    return next((one for one, chance in found if one and chance >= _least(moment, one)), None)


def _least(moment: Moment, asked: Background) -> float:
    """From which chance on it counts: a follow-up on what was just said is the likeliest thing there is."""
    if asked.after is None:
        return ANY_TIME
    if asked.after not in moment.said_topics:
        return NEVER
    return FOLLOWS if asked.after == moment.state.leaning else SAID_BEFORE


def _deals_with_worry(news: News, asked: Background) -> bool:
    """A worry that was taken in is spoken of first, unless the question is one about it."""
    return news.taken_up is not None and asked.after != f"objection:{news.taken_up}"
