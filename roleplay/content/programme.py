"""A programme: scenarios to be practised one after the other, each behind a gate."""

from typing import Annotated

from pydantic import Field

from roleplay.assignment import Gate
from roleplay.content.base import ContentFile, Id, Part, Words
from roleplay.transcript import Difficulty


class Stage(Part):
    """One step: a scenario to be practised. The next stage opens when its gate is passed."""

    title: Annotated[Words, Field(max_length=160)]
    scenario: Id
    persona: Id | None = Field(default=None, description="One of the scenario's customers; left out: any of them.")
    difficulty: Difficulty | None = Field(default=None, description="At this difficulty; left out: at any.")
    pass_mark: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=None, description="The total that passes; left out: the rubric's pass mark."
    )
    attempts: Annotated[int, Field(ge=1, le=50)] | None = Field(
        default=None, description="So many tries count; left out: any number."
    )
    days: Annotated[int, Field(ge=1, le=365)] | None = Field(
        default=None, description="Due so many days after the programme's first day; left out: no due date."
    )
    gate: Gate = Field(
        default="passed",
        description="What opens the next stage: `passed`, a try that passes; `practised`, a finished try.",
    )


class Programme(ContentFile):
    """`programmes/<id>.yaml`, optional: stages to be practised in order, which a coach gives to people or teams."""

    title: Annotated[Words, Field(max_length=160)]
    about: Words = Field(description="What it is for, and for whom: shown where it is given.")
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=12)]
