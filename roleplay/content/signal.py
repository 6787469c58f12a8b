"""What the offline scorer counts, as data: a signal reads the seller's conduct, never the outcome.

A signal is a mapping with exactly one of the subjects below and any of the bounds that fit it:

    {move: reflection, at_least: 2, partly: 1, phase: probing}
    {all: [{share: telling, at_most: .5, partly: .65}, {not: {move: pressure, at_least: 1}}]}
"""

from typing import Annotated, Literal

from pydantic import Field

from roleplay.content.base import Part, Words
from roleplay.heard import BAD_MOVES
from roleplay.transcript import Move, Phase

Count = Annotated[float, Field(ge=0)]
Counted = Literal[Move, "question"]  # a question, open or closed: some trades count both as one


CONDUCT: tuple[str, ...] = (*BAD_MOVES, "dismissal", "over_claim")  # held against a seller whatever the scenario says


def moves_of(counted: Counted) -> tuple[Move, ...]:
    """The moves that stand under this name."""
    return ("open_question", "closed_question") if counted == "question" else (counted,)


class Signal(Part):
    """One subject, and bounds. `partly` is the weaker bound that still earns half."""

    # subjects: exactly one
    move: Counted | None = Field(
        default=None, description="Seller's turns with this move, counted; `question` is one of either kind."
    )
    share: Counted | None = Field(default=None, description="Share of the seller's turns with this move, 0 to 1.")
    rate: Counted | None = Field(
        default=None, description="Sentences with this move, for each ten of the seller's turns."
    )
    ratio: tuple[Counted, Counted] | None = Field(
        default=None, description="Turns with the first move for each with the second."
    )
    order: Annotated[tuple[Counted, ...], Field(min_length=2)] | None = Field(
        default=None, description="These moves are first heard in this order."
    )
    topic: Words | None = Field(
        default=None,
        description="Seller's turns that touch a topic: a kind (`key_message`) or `kind:id`; different topics counted.",
    )
    asked_about: Words | None = Field(
        default=None,
        description="Questions or reflections that touch `fact`, `objection` or one `kind:id`; different topics counted.",
    )
    acknowledged: Literal["objection"] | None = Field(
        default=None, description="Raised objections that were taken in before or while being answered, counted."
    )
    answered_with: Literal["evidence", "key_message", "any"] | None = Field(
        default=None, description="Raised objections answered with what fits them, counted."
    )
    must_not_say: Words | None = Field(default=None, description="`any` or an id: met when none was claimed.")
    must_do: Words | None = Field(default=None, description="`any` or an id: met when each duty that arose was done.")
    talk_share: Literal["words"] | None = Field(default=None, description="The seller's share of all words, 0 to 1.")
    turn_length: Literal["median", "longest"] | None = Field(
        default=None, description="Words (Latin) or characters (Han) of the seller's turns."
    )
    next_step: Literal["any", "with_time"] | None = Field(
        default=None, description="Next steps proposed, counted; `with_time`: with a day or hour."
    )
    all: Annotated[tuple["Signal", ...], Field(min_length=1)] | None = Field(
        default=None, description="The weakest of these counts."
    )
    any: Annotated[tuple["Signal", ...], Field(min_length=1)] | None = Field(
        default=None, description="The best of these counts."
    )
    not_: "Signal | None" = Field(default=None, alias="not", description="Met when this is missed.")
    # bounds
    at_least: Count | None = Field(default=None, description="Met from here on.")
    at_most: Count | None = Field(default=None, description="Met up to here.")
    partly: Count | None = Field(
        default=None, description="Partly met from here on (with at_least) or up to here (with at_most)."
    )
    # where to look
    phase: Phase | None = Field(default=None, description="Only turns in this phase.")
    first: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Only the seller's first n turns (of the phase, if one is named)."
    )
    last: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Only the seller's last n turns (of the phase, if one is named)."
    )
    after: Literal["hint", "fact", "objection", "evidence"] | None = Field(
        default=None,
        description="Only seller's turns right after the customer gave a hint, told a fact or raised an objection, or after the seller gave evidence.",
    )


SUBJECTS = ("move", "share", "rate", "ratio", "order", "topic", "asked_about", "acknowledged", "answered_with", "must_not_say", "must_do",
            "talk_share", "turn_length", "next_step", "all", "any", "not")  # fmt: skip


def is_conduct(signal: Signal | None) -> bool:
    """Whether all that is counted are bad moves: who makes one needs no model line, an apology will do."""
    if signal is None:
        return False
    inner = (*(signal.all or ()), *(signal.any or ()), *((signal.not_,) if signal.not_ else ()))
    return all(map(is_conduct, inner)) if inner else signal.move in CONDUCT
