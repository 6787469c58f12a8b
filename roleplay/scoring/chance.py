"""Whether the customer gave occasion to what a check asks for."""

from collections.abc import Callable

from roleplay.content.rubric import Chance
from roleplay.heard import Heard
from roleplay.listening.listener import listener_for
from roleplay.scoring.hearing import RAISING, Talk
from roleplay.scoring.signals.duties import arose_at


def arose(chance: Chance, talk: Talk) -> bool | None:
    """True or False; None when only a scenario's state could tell and there is none."""
    if chance == "price_asked":
        return _price_asked(talk)
    return CHANCES[chance](talk) if talk.has_state else None


def _duty_arose(talk: Talk) -> bool:
    duties = talk.scenario.product.must_do if talk.scenario else ()
    return any(arose_at(duty, talk) is not None for duty in duties)


def _price_asked(talk: Talk) -> bool:
    """The customer asked what it costs: heard in their words, for no act of theirs says so. It takes no topics."""
    listener = listener_for(talk.transcript.language)
    return any(_asks_price(listener.hear(turn.text, speaker="customer")) for turn in talk.customer)


def _asks_price(heard: Heard) -> bool:
    return heard.has("price") and heard.has("open_question", "closed_question")


CHANCES: dict[Chance, Callable[[Talk], bool]] = {
    "hint_given": lambda talk: bool(talk.acts("hint")),
    "fact_told": lambda talk: bool(talk.acts("tell")),
    "objection_raised": lambda talk: bool(talk.acts(*RAISING)),
    "second_objection": lambda talk: len(talk.acts(*RAISING)) > 1,
    "duty_arose": _duty_arose,
}
