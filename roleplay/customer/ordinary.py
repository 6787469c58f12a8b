"""Ordinary questions: what anybody may ask, and what follows up on what the customer has just said. They are worth nothing."""

from roleplay.content.hearing import Background
from roleplay.customer import policy
from roleplay.customer.concerns import News
from roleplay.customer.moment import Moment, Reaction
from roleplay.transcript import Act


def answer_ordinary(moment: Moment, news: News) -> Reaction | None:
    """The answer to an ordinary question, where no fact is asked for that could be told and no worry was dealt with."""
    found = asked_ordinary(moment)
    if found is None or news.resolved or _deals_with_worry(news, found):
        return None
    return tell_ordinary(moment, found)


def tell_ordinary(moment: Moment, asked: Background) -> Reaction:
    """Said as it is; what the talk leans on stays."""
    act = Act(kind="answer", topic=f"background:{asked.id}")
    return Reaction((act,), moment.state.model_copy(update={"kept_back": 0, "gave": "answer"}))


def asked_ordinary(moment: Moment) -> Background | None:
    """The likeliest ordinary question that makes sense now: what it follows up on has been said."""
    if not moment.earns or moment.overclaims or moment.proposes or moment.heard.has("farewell"):
        return None
    if moment.asks_for_worry or _names_unsaid_worry(moment):
        return None  # that is asked for, and said
    if moment.heard.has("check_back") and moment.question == "yes_no" and not moment.heard.has("follow_up"):
        return None  # “am I right or am I right?” asks for a nod
    found = ((moment.scenario.ordinary(id), chance) for id, chance in moment.heard.background)
    return next(
        (one for one, chance in found if one and _makes_sense(moment, one) and chance >= policy.ASKED_ORDINARY), None
    )


def _names_unsaid_worry(moment: Moment) -> bool:
    return any(f"objection:{id}" not in moment.said_topics for id in moment.touched("objection"))


def _makes_sense(moment: Moment, asked: Background) -> bool:
    return asked.after is None or asked.after in moment.said_topics


def _deals_with_worry(news: News, asked: Background) -> bool:
    """A worry that was taken in is spoken of first, unless the question is one about it."""
    return news.taken_up is not None and asked.after != f"objection:{news.taken_up}"
