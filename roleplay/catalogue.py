"""What can be heard in one scenario: its topics, each with what it means and how people say it. Imports nothing of ours."""

from dataclasses import dataclass
from functools import cached_property

MUCH = 8  # examples a topic (judgement): between the line or two an author writes beside each and a hearing file


@dataclass(frozen=True)
class Topic:
    """`id` is `kind:id`. `meaning` is one sentence on what a seller would ask or say to touch it, never the answer;
    `examples` are lines that do, `near_misses` lines that do not. A topic that is `asked` is touched by asking, too."""

    id: str
    meaning: str
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    asked: bool = False

    @property
    def kind(self) -> str:
        return self.id.split(":", 1)[0]


@dataclass(frozen=True)
class Catalogue:
    """All topics of a scenario, in one language. Nothing secret stands in it: no fact, hint, rubric or gold line."""

    language: str
    topics: tuple[Topic, ...] = ()
    background: tuple[Topic, ...] = ()  # ordinary questions: no topics of the talk, they count for nothing

    @cached_property
    def is_much_taught(self) -> bool:
        """Whether a hearing file teaches its topics, and not only the line or two an author writes beside each."""
        return sum(len(topic.examples) for topic in self.topics) > MUCH * len(self.topics)

    @cached_property
    def by_id(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def phrases(self) -> dict[str, tuple[str, ...]]:
        return {topic.id: topic.phrases for topic in self.topics}

    @cached_property
    def asked(self) -> frozenset[str]:
        return frozenset(topic.id for topic in self.topics if topic.asked)
