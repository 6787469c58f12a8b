"""The situation: product, what the customer keeps to themselves, objections, phases and endings."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr

from roleplay.catalogue import Catalogue, Topic
from roleplay.content.base import Id, Level05, Lines, Part, ShortOrLong, Words, short
from roleplay.content.hearing import Hearing, taught
from roleplay.content.persona import Persona
from roleplay.content.sayings import InFull, Sayings
from roleplay.content.word_lists import lists_of, written_out
from roleplay.transcript import Phase

NONE = short("none")
LANGUAGE = short("plain lines of the language")
Phrases = Annotated[tuple[Words, ...], InFull(1)]
Wordings = Annotated[Sayings, InFull(3, short=1)]  # of facts and objections: a repeated line gives the game away


class Topical(Part):
    """What may stand beside any topic, so that it is heard by what it means."""

    meaning: Words | None = Field(
        default=None, description="One sentence on what a seller would say or ask to touch it; never the answer."
    )
    examples: tuple[Words, ...] = Field(default=(), description="Lines of sellers that touch it.")
    not_: tuple[Words, ...] = Field(
        default=(), alias="not", description="Lines that sound like it and must not be taken for it."
    )


class KeyMessage(Topical):
    id: Id
    says: Words = Field(description="What the seller may say, as the brief shows it.")
    phrases: Phrases = Field(description="Words by which it is recognised.", json_schema_extra=NONE)


class EvidenceItem(Topical):
    id: Id
    says: Words = Field(description="The figures and their source, as the brief shows them.")
    phrases: Phrases = Field(description="Words by which it is recognised.", json_schema_extra=NONE)


class MustNotSay(Topical):
    id: Id
    says: Words = Field(description="What may not be said, as the brief shows it.")
    phrases: Phrases = Field(
        description="Words by which it is recognised in a claim of the seller's own.", json_schema_extra=NONE
    )
    asked: bool = Field(
        default=False, description="Asking is the offence (how much do you prescribe?): a question counts like a claim."
    )
    why: Words | None = Field(description="Why: what feedback says when it was said.", json_schema_extra=NONE)
    reply: Wordings | None = Field(
        default=None,
        description="What the customer says to it; the style's own doubt when left out.",
        json_schema_extra=NONE,
    )


class Occasion(Part):
    """When a duty arises: the customer's turn touched a topic."""

    topic: Words = Field(description="`fact:<id>` or `objection:<id>`: the duty arises when the customer has said it.")


class MustDo(Topical):
    id: Id
    says: Words = Field(description="What must be done, as the brief shows it.")
    when: Occasion
    phrases: Phrases = Field(description="Words by which doing it is recognised.", json_schema_extra=NONE)
    why: Words | None = Field(description="Why: what feedback says when it was not done.", json_schema_extra=NONE)


class Product(Part):
    name: Words
    price: Words | None = Field(default=None, description="What it costs, as the brief shows it.")
    key_messages: Annotated[tuple[KeyMessage, ...], Field(min_length=1)]
    evidence: Annotated[tuple[EvidenceItem, ...], InFull(1)] = Field(json_schema_extra=NONE)
    must_not_say: tuple[MustNotSay, ...] = ()
    must_do: tuple[MustDo, ...] = ()


class RevealWhen(Part):
    """All that is named must hold. A second, different try counts as every condition but trust."""

    asked: Literal["open", "any"] = Field(
        default="any", description="`open`: an open question must touch it; `any`: any question or reflection."
    )
    trust: Level05 = Field(default=0, description="The least trust.")
    after: tuple[Id, ...] = Field(default=(), description="Facts that must have been told before.")


class Fact(Topical):
    id: Id
    topic: Words = Field(description="What it is about, in a word or two: shown after the attempt.")
    phrases: Phrases = Field(description="Words by which a seller may touch it.", json_schema_extra=NONE)
    reveal_when: RevealWhen = Field(
        default=RevealWhen(),
        json_schema_extra=short("the first fact any question; then in turn an open question, or trust 2"),
    )
    hint: Wordings = Field(
        description="What the customer says before it is earned: tells a listener what to ask next.",
        json_schema_extra=short("made from `topic`"),
    )
    says: Wordings = Field(description="The fact, told.")
    figure: bool = Field(
        default=False,
        description="It tells how many: to why, or to what is hardest, it is no answer.",
        json_schema_extra=short("no"),
    )

    def says_for(self, persona: Persona) -> tuple[str, ...]:
        """The wordings with which this persona tells it."""
        return self.says.of(persona)


class RaiseWhen(Part):
    """`phase` is the latest time; each of `on` may bring it earlier."""

    phase: Phase = Field(default="objection", description="Raised at the latest when the talk is in this phase.")
    on: tuple[Words, ...] = Field(
        default=(),
        description="Moves (`price`, `telling`, `next_step`) or topics (`key_message:<id>`, `evidence:<id>`, `fact:<id>`) of the seller that bring it up.",
    )


class Resolution(Part):
    """One way to answer an objection: all that is named must be heard, in any turns after it was raised."""

    acknowledged: bool = Field(default=False, description="The worry was taken in.")
    evidence: tuple[Id, ...] = Field(default=(), description="One of these was given.")
    key_message: tuple[Id, ...] = Field(default=(), description="One of these was said.")
    asked_about: bool = Field(default=False, description="A question about the worry itself was asked.")
    next_step: bool = Field(default=False, description="A concrete next step was offered.")


class ResolvedWhen(Part):
    any_of: Annotated[tuple[Resolution, ...], Field(min_length=1)] = Field(
        description="At least three ways, unless `answered_by` names what answers it; one is enough."
    )


class Objection(Topical):
    id: Id
    concern: Words = Field(description="The worry behind the words: shown after the attempt.")
    phrases: Phrases = Field(description="Words by which a seller touches the worry.", json_schema_extra=NONE)
    raise_when: RaiseWhen = Field(
        default=RaiseWhen(),
        json_schema_extra=short("the first on `telling`, the last on `next_step`, others on `evidence` and `price`"),
    )
    answered_by: tuple[Words, ...] = Field(
        default=(),
        description="Ids of key messages or evidence: it is resolved when the worry was taken in, or asked about, and one of these was told. An id that is both needs its prefix, `evidence:<id>`.",
    )
    resolved_when: ResolvedWhen = Field(json_schema_extra=short("made from `answered_by`"))
    says: Wordings
    if_ignored: Wordings = Field(
        description="Said when it was brushed aside and comes back, harder.", json_schema_extra=LANGUAGE
    )
    if_heard: Wordings = Field(
        description="Said when it was taken up but not yet answered.", json_schema_extra=LANGUAGE
    )
    if_resolved: Wordings = Field(json_schema_extra=LANGUAGE)

    def says_for(self, persona: Persona) -> tuple[str, ...]:
        """The wordings with which this persona raises it."""
        return self.says.of(persona)


class PhasePlan(Part):
    purpose: Words = Field(description="What this phase is for, in the brief's words.")
    turns: Annotated[int, Field(ge=1, le=60)] = Field(
        description="About how many turns it should take; both speakers count."
    )


class Phases(Part):
    opening: PhasePlan
    probing: PhasePlan
    objection: PhasePlan
    closing: PhasePlan


class AgreeWhen(Part):
    """All must hold when the seller proposes a next step."""

    trust: Level05 = 3
    facts: Annotated[int, Field(ge=0, le=20)] = Field(default=0, description="At least so many facts were told.")
    resolved: Annotated[int, Field(ge=0, le=20)] = Field(
        default=1, description="At least so many objections are resolved, and none is open or ignored."
    )


class DeferWhen(Part):
    """When `agree_when` does not hold at the second proposal: from this trust on “send me something”, below it “not now”."""

    trust: Level05 = 2


class WalkOutWhen(Part):
    patience: Level05 = Field(default=0, description="Patience at or below this ends the talk.")


class EndingRules(Part):
    agree_when: AgreeWhen = AgreeWhen()
    defer_when: DeferWhen = DeferWhen()
    walk_out_when: WalkOutWhen = WalkOutWhen()
    max_turns: Annotated[int, Field(ge=6, le=200)] = Field(default=24, description="Utterances of both speakers.")


class GoldLine(Part):
    """A model line: shown after the attempt and given to the judge, never to the customer."""

    for_: Annotated[tuple[Words, ...], Field(min_length=1)] = Field(
        alias="for",
        description="`check:<id>`, `fact:<id>`, `objection:<id>`, `must_not_say:<id>`: what this line is a model of.",
    )
    line: Words
    why: Words


class Expectation(Part):
    at_least: Annotated[int, Field(ge=0, le=100)] | None = None
    at_most: Annotated[int, Field(ge=0, le=100)] | None = None


class Scenario(ShortOrLong):
    """`scenarios/<id>.yaml`."""

    title: Words
    personas: Annotated[tuple[Id, ...], Field(min_length=1)]
    rubric: Id = Field(json_schema_extra=short("the language's general one: `general-en`, `general-zh`"))
    brief: Words = Field(description="What the seller knows beforehand.")
    scene: Words = Field(
        description="Time and place, as narration: shown above the first turn.", json_schema_extra=LANGUAGE
    )
    customer_scene: Words | None = Field(
        default=None,
        description="The scene as the customer sees it. Left out: in format 2 a plain sentence, in format 1 `scene`.",
    )
    goal: Words = Field(description="What the seller should come away with.", json_schema_extra=LANGUAGE)
    minutes: Annotated[int, Field(ge=1, le=120)] = Field(
        description="About how long it takes.", json_schema_extra=short("10")
    )
    product: Product
    words: dict[Id, Lines] = Field(
        default_factory=dict,
        description="Word lists: `@name` in a phrase stands for any of its words. Those of the language are known besides.",
    )
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    objections: Annotated[tuple[Objection, ...], Field(min_length=1)]
    phases: Phases = Field(json_schema_extra=short("4, 10, 10 and 4 turns"))
    ending: EndingRules = Field(default=EndingRules(), json_schema_extra=short("`max_turns` 28"))
    gold: tuple[GoldLine, ...] = ()
    rehearsals: dict[str, Expectation] = Field(
        default_factory=dict,
        description="What bot sellers must reach: `strong: {at_least: 75}`.",
        json_schema_extra=short("strong at least 70, weak at most 50"),
    )

    def topics(self) -> dict[str, tuple[str, ...]]:
        """`kind:id` -> phrases with their word lists written out."""
        return self.catalogue.phrases

    @property
    def word_lists(self) -> dict[str, Sequence[str]]:
        """What `@name` may stand for here; the scenario's own list goes before one of the language."""
        return {**lists_of(self.language), **self.words}

    @cached_property
    def catalogue(self) -> Catalogue:
        """What an ear listens for here."""
        product, lists = self.product, self.word_lists
        groups: dict[str, tuple[Any, ...]] = {
            "fact": self.facts, "objection": self.objections, "key_message": product.key_messages,
            "evidence": product.evidence, "must_not_say": product.must_not_say, "must_do": product.must_do,
        }  # fmt: skip
        topics = [
            Topic(
                f"{kind}:{item.id}",
                _meaning(item),
                item.examples,
                item.not_,
                written_out(item.phrases, lists),
                _is_asked(item),
            )
            for kind, items in groups.items()
            for item in items
        ]
        return Catalogue(self.language, tuple(topics))

    _hearing: Hearing | None = PrivateAttr(default=None)

    def with_hearing(self, hearing: Hearing | None) -> Self:
        """Returns this scenario with its hearing file beside it; None: it has none."""
        copied = self.model_copy()
        copied._hearing = hearing
        copied.__dict__.pop("full_catalogue", None)
        return copied

    @cached_property
    def full_catalogue(self) -> Catalogue:
        """What an ear listens for here: the scenario's own catalogue and what its hearing file teaches."""
        return catalogue_of(self, self._hearing)

    def asked_topics(self) -> frozenset[str]:
        """The `must_not_say:<id>` for which a question counts like a claim."""
        return self.catalogue.asked

    @property
    def seen_by_customer(self) -> str:
        """Where and when, as the customer sees it."""
        return self.customer_scene or self.scene

    def fact(self, id: str) -> Fact:
        return next(fact for fact in self.facts if fact.id == id)

    def objection(self, id: str) -> Objection:
        return next(objection for objection in self.objections if objection.id == id)

    def must_not_say(self, id: str) -> MustNotSay:
        return next(item for item in self.product.must_not_say if item.id == id)


def catalogue_of(scenario: Scenario, hearing: Hearing | None) -> Catalogue:
    """What stands in the scenario itself, with what a hearing file teaches."""
    return taught(scenario.catalogue, hearing, scenario.word_lists) if hearing else scenario.catalogue


def _meaning(item: Any) -> str:
    """What content says it means; without that what a fact is about, the concern behind an objection, what the seller may say."""
    named = item.meaning or getattr(item, "topic", None) or getattr(item, "concern", None) or item.says
    return str(named)


def _is_asked(item: Any) -> bool:
    return bool(getattr(item, "asked", False))
