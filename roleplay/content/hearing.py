"""What the ear learns about a scenario: what each topic means, lines that touch it, and lines that only seem to."""

from dataclasses import replace
from typing import Annotated

from pydantic import Field, StringConstraints

from roleplay.catalogue import Catalogue, Topic
from roleplay.content.base import ContentFile, Id, Part, Words
from roleplay.content.sayings import InFull, Sayings
from roleplay.content.word_lists import Lists, written_out


class Lessons(Part):
    """How one topic is heard; what is left out stays as the scenario has it."""

    meaning: Words | None = Field(
        default=None, description="One sentence: what a seller would ask or say to touch it. Never the answer."
    )
    examples: tuple[Words, ...] = Field(default=(), description="Lines that touch it, as sellers really put it.")
    not_: tuple[Words, ...] = Field(
        default=(), alias="not", description="Near misses: lines with the same words that do not touch it."
    )
    phrases: tuple[Words, ...] = Field(default=(), description="Further words by which it is recognised.")


class Background(Part):
    """An ordinary question and what the customer answers: worth nothing in the score, and nothing is earned by it."""

    id: Id
    after: Annotated[str, StringConstraints(pattern=r"^(fact|objection):[a-z0-9-]+$")] | None = Field(
        default=None,
        description="`fact:<id>` or `objection:<id>` that the customer must have said before. Left out: it may be asked at any time.",
    )
    asked: Annotated[tuple[Words, ...], Field(min_length=1)] = Field(
        description="Ways to ask it, as people really do; eight or so are heard well."
    )
    says: Annotated[Sayings, InFull(1)] = Field(description="The answer. It never tells a fact, nor settles a worry.")


class Hearing(ContentFile):
    """`hearing/<scenario>.yaml`, optional: what teaches the ear. Its id is the scenario's."""

    topics: dict[str, Lessons] = Field(
        description="`fact:<id>`, `objection:<id>`, `key_message:<id>`, `evidence:<id>`, `must_not_say:<id>` or `must_do:<id>` of the scenario, each with what teaches it."
    )
    background: tuple[Background, ...] = Field(
        default=(), description="Ordinary questions, follow-ups above all, and what the customer answers."
    )


def asked_about(hearing: Hearing) -> tuple[Topic, ...]:
    """The ordinary questions as topics of the ear."""
    return tuple(Topic(f"background:{one.id}", one.asked[0], one.asked) for one in hearing.background)


def taught(catalogue: Catalogue, hearing: Hearing, lists: Lists) -> Catalogue:
    """Adds what a hearing file teaches: its meaning goes before the scenario's, its lines come beside them. `lists` are
    what `@name` in its phrases may stand for."""
    topics = tuple(_taught(topic, hearing.topics.get(topic.id), lists) for topic in catalogue.topics)
    return replace(catalogue, topics=topics, background=asked_about(hearing))


def _taught(topic: Topic, lessons: Lessons | None, lists: Lists) -> Topic:
    if lessons is None:
        return topic
    return replace(
        topic,
        meaning=lessons.meaning or topic.meaning,
        examples=_joined(topic.examples, lessons.examples),
        near_misses=_joined(topic.near_misses, lessons.not_),
        phrases=_joined(topic.phrases, written_out(lessons.phrases, lists)),
    )


def _joined(first: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *more)))
