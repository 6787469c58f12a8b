"""Quiz items: what a seller must know of a product, asked in one minute a day."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from roleplay.content.base import ContentFile, Id, Lines, Part, Words

QuizKind = Literal["single", "multiple", "true_false", "order", "gap", "line"]
Point = Annotated[
    str, StringConstraints(pattern=r"^(key_message|evidence|must_not_say|must_do|fact|objection):[a-z0-9-]+$")
]
GAP = "____"  # where the words of a `gap` are missing


class QuizItem(Part):
    """One question. An item keeps its id for good: by it a seller's answers and due dates are found again."""

    id: Id
    point: Point = Field(
        description="The knowledge point it belongs to, a topic of the scenario: `key_message:once-daily`, `evidence:la-301`."
    )
    kind: QuizKind = Field(
        description="`single`, `true_false` and `line` (which line would you say?) have one right answer, `multiple` has several, `order` asks for "
        "the order, `gap` for the missing words."
    )
    asks: Words = Field(description=f"The question; of a `gap` the sentence with `{GAP}` where words are missing.")
    answers: Annotated[tuple[Words, ...], Field(max_length=8)] = Field(
        default=(), description="The answers to choose from. A `gap` has none."
    )
    right: Words | Lines = Field(
        description="The right answer in the same words; a list for `multiple`, in its order for `order`; for a `gap` the spellings that count."
    )
    because: Words = Field(description="Why: the sentence it rests on, shown after the answer.")

    @property
    def rights(self) -> tuple[str, ...]:
        """Returns the right answers as a list, whatever the kind."""
        return (self.right,) if isinstance(self.right, str) else tuple(self.right)


class Quiz(ContentFile):
    """`quiz/<id>.yaml`, optional: the questions on a product, three of which are asked each day."""

    title: Annotated[Words, Field(max_length=160)] = Field(description="The product's name, as people read it.")
    scenario: Id = Field(description="The scenario whose product this is: its topics are the knowledge points.")
    items: Annotated[tuple[QuizItem, ...], Field(min_length=1, max_length=500)]
