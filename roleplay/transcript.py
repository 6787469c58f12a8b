"""The words of a practice talk: its phases, moves, turns and endings. Of ours it imports only what was heard."""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from roleplay.heard import Heard

Speaker = Literal["seller", "customer"]
Phase = Literal["opening", "probing", "objection", "closing"]
Move = Literal[
    "greeting", "introduction", "agenda", "open_question", "closed_question", "reflection", "acknowledgement",
    "telling", "evidence", "price", "next_step", "thanks", "farewell", "pressure", "objection", "agreement",
    "asks_time", "follow_up", "check_back", "apology", "small_talk", "time_named", "takes_back",
    "dismissal", "rude", "improper_offer", "disparages", "over_claim", "machine_talk", "unclear",
]  # fmt: skip
TopicKind = Literal["fact", "objection", "key_message", "evidence", "must_not_say", "must_do"]
ObjectionState = Literal["waiting", "open", "resolved", "ignored"]
Ending = Literal["agreed", "deferred", "not_now", "walked_out", "seller_left", "out_of_turns", "finished"]
Difficulty = Literal["easy", "standard", "hard"]
AttemptKind = Literal["practice", "rehearsal", "try", "imported", "moment"]

PHASES: tuple[Phase, ...] = get_args(Phase)
MOVES: tuple[Move, ...] = get_args(Move)
TOPIC_KINDS: tuple[TopicKind, ...] = get_args(TopicKind)
ENDINGS: tuple[Ending, ...] = get_args(Ending)
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)

ActKind = Literal[
    # what the customer does in a turn; the first group says something of the scenario's
    "tell",        # tells a fact: topic fact:<id>
    "hint",        # gives a fact's hint, because a condition is lacking: topic fact:<id>
    "raise",       # raises an objection: topic objection:<id>
    "insist",      # brings an unanswered objection back, harder: topic objection:<id>
    "resolve",     # says that an objection is answered: topic objection:<id>
    "hear_out",    # an open objection was taken up but not yet answered: topic objection:<id>
    # the second group draws on the persona's speech slot of the same name
    "greeting", "permission", "small_talk", "acknowledge", "told", "reflected", "yes", "no", "vague", "deflect",
    "bridge", "ask_back", "not_yet", "impatient", "pressed", "already_said", "already_answered", "not_followed", "time_accept",
    "time_counter", "agree", "defer", "stall", "refuse", "farewell", "out_of_time",
    # the third group answers what a seller should not have done, or what nobody could make out
    "affronted",         # an insult: colder, with a warning
    "affronted_leaves",  # a second insult, swearing or a threat: the talk is over
    "improper",          # a bribe, a gift, other people's contacts: refused
    "claim_doubted",     # a claim that may not be made: asks for the source, or says what it makes them think
    "disparaged",        # a competitor or a third person was run down
    "puzzled",           # talk to a machine
    "not_understood",    # nothing could be made out: asks back
    # and the fourth what needs words of its own
    "either_or",         # a question that gives a choice: no yes, no no
    "partly_answered",   # a second, different telling near the open worry: topic objection:<id>
    "introduces",        # who they are: their name and role are public
    "apology_taken",     # an apology
    "taken_back",        # the seller waits with a proposal, or withdraws it
    "promise_taken",     # the seller promises to see to what went wrong
]  # fmt: skip


class Record(BaseModel):
    """A typed record that does not change after it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Act(Record):
    """One thing a customer's turn does; `topic` is `kind:id` for the acts of the first group."""

    kind: ActKind
    topic: str | None = None


class Change(Record):
    """Trust or patience moved by one, and why: `why` names a `reason.<why>` text in `i18n/`."""

    what: Literal["trust", "patience"]
    by: Literal[-1, 1]
    why: str
    params: dict[str, str] = Field(default_factory=dict)


class Turn(Record):
    """One utterance. `n` counts both speakers from 1; phase, trust, patience and objections are the state after it;
    `revealed` holds only what this turn revealed. A bare imported turn has no state: trust and patience are None."""

    n: int
    speaker: Speaker
    text: str
    phase: Phase = "opening"
    moves: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    trust: int | None = None
    patience: int | None = None
    revealed: tuple[str, ...] = ()
    objections: dict[str, ObjectionState] = Field(default_factory=dict)
    acts: tuple[Act, ...] = ()  # customer's turns only
    changes: tuple[Change, ...] = ()  # stands on the customer's turn that answers the seller's
    status: Literal["final", "speaking", "cut"] = "final"
    fallback: str | None = None  # why the offline customer gave this answer in the model's place
    heard: Heard | None = Field(default=None, exclude=True)  # seller's turns: what was heard when it was said


class Transcript(Record):
    """A talk as it was said. `language` is a BCP 47 tag; `staged` tells whether turns carry a scenario's state."""

    language: str
    turns: tuple[Turn, ...]
    staged: bool = True
    ending: Ending | None = None

    def seller_turns(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.speaker == "seller"]
