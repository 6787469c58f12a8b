"""Who the customer is: style, temperament, and how they speak whatever the scenario."""

from typing import Literal

from pydantic import Field

from roleplay.content.base import Level04, Lines, Part, ShortOrLong, Words, short

Style = Literal["dominant", "expressive", "amiable", "analytical"]


class Temperament(Part):
    """0 is least, 4 is most. Difficulty shifts patience and openness by one."""

    patience: Level04 = Field(description="How much they put up with before they end the talk.")
    openness: Level04 = Field(description="How much they trust a stranger at the start.")
    talkativeness: Level04 = Field(description="How long their answers are, and how soon they come.")


class Speech(Part):
    """The persona's own lines for moments that belong to no scenario. None may name a product or a number.

    A slot that format 2 leaves out, and one with a default in format 1, gets lines of the style's library."""

    greeting: Lines = Field(description="Answers a greeting or an introduction.")
    permission: Lines = Field(description="Answers “is now a good moment?”, “do you have five minutes?”.")
    small_talk: Lines = Field(description="Answers “how are you?”, “busy day?”.")
    acknowledge: Lines = Field(description="Shows having heard, says nothing: “Mm.”, “Go on.”")
    told: Lines = Field(description="Answers a stretch of product talk nobody asked for.")
    reflected: Lines = Field(description="Answers being understood rightly.")
    yes: Lines = Field(description="A bare yes.")
    no: Lines = Field(description="A bare no.")
    vague: Lines = Field(description="Answers a vague question vaguely.")
    deflect: Lines = Field(description="Keeps something back, in character.")
    bridge: Lines = Field(description="Asks the seller what exactly they want to know.")
    ask_back: tuple[Words, ...] = Field(
        default=(),
        description="Tests a claim or asks for the figure behind it: “How many was that?” Left out: the style's own lines.",
    )
    not_yet: tuple[Words, ...] = Field(
        default=(),
        description="Answers a next step that comes too soon: “I'm not there yet.” Left out: the style's own lines.",
    )
    impatient: Lines = Field(description="Time or patience runs short.")
    pressed: Lines = Field(description="Answers pressure.")
    already_said: Lines = Field(description="The seller asks for what was already told.")
    already_answered: Lines = Field(description="The seller goes on about a concern that is settled.")
    not_followed: Lines = Field(description="The seller spoke another language, or in signs.")
    time_accept: Lines = Field(description="Accepts a proposed time.")
    time_counter: Lines = Field(description="Proposes another time.")
    agree: Lines = Field(description="Ends the talk with a yes to the next step.")
    defer: Lines = Field(description="Ends the talk with “send me something”.")
    stall: Lines = Field(description="Ends the talk with “not now”.")
    refuse: Lines = Field(description="Walks out.")
    farewell: Lines = Field(description="Answers a goodbye.")
    out_of_time: Lines = Field(description="Ends the talk because the time is over.")
    affronted: tuple[Words, ...] = Field(default=(), description="Answers an insult: colder, with a warning.")
    affronted_leaves: tuple[Words, ...] = Field(
        default=(), description="Ends the talk after a second insult, swearing or a threat."
    )
    improper: tuple[Words, ...] = Field(
        default=(), description="Refuses a bribe, a gift, or the request for other people's contacts."
    )
    claim_doubted: tuple[Words, ...] = Field(
        default=(),
        description="Does not swallow a claim that may not be made: asks for the source, or says what it makes them think.",
    )
    disparaged: tuple[Words, ...] = Field(default=(), description="A competitor or a third person was run down.")
    puzzled: tuple[Words, ...] = Field(default=(), description="Answers talk that is meant for a machine.")
    not_understood: tuple[Words, ...] = Field(default=(), description="Asks back: nothing could be made out.")
    either_or: tuple[Words, ...] = Field(
        default=(), description="Answers a question that gives a choice: neither a yes nor a no."
    )
    partly_answered: tuple[Words, ...] = Field(
        default=(), description="Something near their worry was said, and it is not enough yet."
    )
    introduces: tuple[Words, ...] = Field(
        default=(), description="Says who they are; {name} and {role} are filled from this file."
    )
    apology_taken: tuple[Words, ...] = Field(default=(), description="Takes an apology.")
    taken_back: tuple[Words, ...] = Field(default=(), description="The seller waits with a proposal, or withdraws it.")
    promise_taken: tuple[Words, ...] = Field(
        default=(), description="The seller promises to see to what went wrong: do that, and tell me."
    )


class Persona(ShortOrLong):
    """`personas/<id>.yaml`."""

    name: Words = Field(description="How the seller addresses them: 林主任, Dr. Daniel Hale.")
    mark: str | None = Field(
        default=None, min_length=1, max_length=2,
        description="One Han character or two letters on the portrait; the name's own when left out.",
    )  # fmt: skip
    role: Words = Field(description="What they are, in a few words.")
    style: Style = Field(description="`dominant`, `expressive`, `amiable` or `analytical`.")
    manner: Words = Field(
        description="One line for the brief: how they deal with people.", json_schema_extra=short("the style's own")
    )
    known: Words = Field(
        description="A paragraph for the brief: what a seller can know about them beforehand.",
        json_schema_extra=short("their name and role"),
    )
    about: Words = Field(description="For the customer alone: beliefs, stakes, history. Content, not adjectives.")
    temperament: Temperament = Field(json_schema_extra=short("the style's own"))
    speech: Speech = Field(json_schema_extra=short("lines of the style's library; every slot may be left out"))
