"""Which ordinary question a line asks: compared with the ways to ask each that content gives."""

from dataclasses import replace
from functools import lru_cache

from roleplay.catalogue import Catalogue, Topic
from roleplay.listening.meaning.topics import topic_ear
from roleplay.listening.questions import last_question

MOST = 3
LEAST = 0.6  # a chance from which an ordinary question may have been asked (judgement, after lines of other authors)


def ordinary_questions(text: str, before: str, catalogue: Catalogue) -> tuple[tuple[str, float], ...]:
    """Returns (id, chance) of the ordinary questions that the line's last question may be, the likeliest first. `before` is
    what the customer said last."""
    ear = topic_ear(_as_facts(catalogue)) if catalogue.background else None
    if ear is None:
        return ()
    alike = ear.hear(last_question(text) or text, before).values()
    likely = sorted((one for one in alike if one.chance >= LEAST), key=lambda one: -one.chance)
    return tuple((one.topic.partition(":")[2], round(one.chance, 2)) for one in likely[:MOST])


@lru_cache(maxsize=64)
def _as_facts(catalogue: Catalogue) -> Catalogue:
    """The comparison was taught on questions about facts: an ordinary question is of that kind."""
    topics = tuple(replace(topic, id=f"fact:{_bare(topic)}") for topic in catalogue.background)
    return Catalogue(catalogue.language, topics)


def _bare(topic: Topic) -> str:
    return topic.id.partition(":")[2]
