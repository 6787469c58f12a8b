"""What the director knows between turns, and what it tells the customer to do. Stored with every turn."""

from typing import Literal

from pydantic import Field

from roleplay.transcript import Act, ActKind, Change, Difficulty, Ending, ObjectionState, Phase, Record

Settled = Literal["countered", "accepted"]


class Concern(Record):
    """An objection in this talk. `answers` are the parts of a resolution heard since it was raised."""

    state: ObjectionState = "waiting"
    raised_at: tuple[int, ...] = ()  # the customer's turns in which it was brought up
    answers: tuple[str, ...] = ()  # acknowledged, evidence:<id>, key_message:<id>, asked_about, next_step
    heard_out: int = 0  # times the customer said that it is taken up but not yet answered
    left: int = 0  # seller's turns in a row that did not touch it
    near: tuple[str, ...] = ()  # marks of what was told about it without answering it
    due: bool = False  # one of its triggers was heard


class State(Record):
    """The talk after `n` utterances. Trust and patience are 0 to 5."""

    seed: int
    difficulty: Difficulty
    n: int = 0
    phase: Phase = "opening"
    trust: int
    patience: int
    revealed: tuple[str, ...] = ()  # fact ids, in the order told
    tries: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # fact id -> marks of the turns that touched it
    hinted: dict[str, int] = Field(default_factory=dict)  # fact id -> times its hint was given
    again: dict[str, int] = Field(default_factory=dict)  # fact id -> times it was asked for after it was told
    leaning: str | None = None  # the topic the customer last spoke of: a follow-up without a topic is about it
    gave: ActKind | None = None  # how they spoke of it: hint, tell, raise, ...
    objections: dict[str, Concern] = Field(default_factory=dict)
    duties: tuple[str, ...] = ()  # must_do ids that were done
    kept_back: int = 0  # deflections in a row just now: never two
    telling_run: int = 0  # seller's turns in a row that only tell
    tellings: int = 0  # seller's turns so far that only told
    asks: int = 0  # next steps proposed before the customer was ready
    insults: int = 0  # seller's turns that were rude
    oddities: int = 0  # seller's turns that spoke to a machine
    claims: int = 0  # seller's turns that promised what nobody can keep
    offended: bool = False  # an insult or a bribe was not apologised for yet
    unheard: int = 0  # seller's turns in a row in which nothing was heard
    asked_what: int | None = None  # the customer's turn in which they last asked what exactly is meant
    settled: Settled | None = None  # the next step: accepted, or accepted at another time
    ending: Ending | None = None


class Direction(Record):
    """What the customer shall do in this turn. `acts` are in the order they are said."""

    acts: tuple[Act, ...]
    changes: tuple[Change, ...] = ()
    revealed: tuple[str, ...] = ()
    ending: Ending | None = None
    time: str | None = None  # the day or hour the seller proposed, to be echoed when it is accepted
