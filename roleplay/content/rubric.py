"""The standard: criteria with weights and levels, each with yes/no checks."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from roleplay.content.base import ContentFile, Id, Level05, Part, Words
from roleplay.content.signal import Signal
from roleplay.scorecard import Result
from roleplay.transcript import Phase

Chance = Literal["hint_given", "fact_told", "objection_raised", "second_objection", "duty_arose", "price_asked"]

Mark = Annotated[int, Field(ge=0, le=100)]


class Advice(Part):
    """What feedback says when nothing in the scenario's gold lines fits."""

    title: Words = Field(description="The thing to change, as a short request: “Answer the question that was asked”.")
    why: Words = Field(description="Why it matters to a customer.")
    better: Words = Field(description="A line that would do it.")
    praise: Words = Field(description="What to say when it was met.")


class Check(Part):
    id: Id
    asks: Words = Field(description="A yes/no question: what the model judge and the coach read.")
    signal: Signal | None = Field(default=None, description="What the offline scorer counts; none: not scored offline.")
    chance: Chance | None = Field(default=None, description="What must have happened for this to be scored.")
    critical: bool = Field(default=False, description="Missing it fails the attempt whatever the total.")
    points: Annotated[float, Field(gt=0, le=10)] = Field(
        default=1, description="Its weight among the checks of its criterion."
    )
    advice: Advice


class Criterion(Part):
    id: Id
    name: Words
    phase: Phase
    weight: Annotated[int, Field(ge=1, le=100)]
    levels: dict[Level05, Words] = Field(
        description="What behaviour looks like at some of the levels 0 to 5; shown, never an input."
    )
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]


class Example(Part):
    """A talk whose score is known: `roleplay rubric test` runs it like a unit test."""

    transcript: Annotated[str, StringConstraints(pattern=r"^([\w-][\w.-]*/)*[\w-][\w.-]*\.json$", max_length=200)] = (
        Field(description="A transcript's file, from the folder of this rubric: `examples/visit-good.json`.")
    )
    at_least: Mark | None = Field(default=None, description="The total it must reach.")
    at_most: Mark | None = Field(default=None, description="The total it must not exceed.")
    checks: dict[Id, Result] = Field(default={}, description="Results that checks must have, by the check's id.")


class Rubric(ContentFile):
    """`rubrics/<id>.yaml`."""

    title: Words
    version: Annotated[int, Field(ge=1)]
    pass_mark: Annotated[int, Field(ge=1, le=100)]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    examples: tuple[Example, ...] = Field(
        default=(), description="Talks whose score is known: at best a good, a middling and a bad one."
    )

    def checks(self) -> dict[str, Check]:
        """Every check by its id; ids are unique within a rubric."""
        return {check.id: check for criterion in self.criteria for check in criterion.checks}
