"""The better line: a scenario's gold line that fits the check and what came up in this talk."""

from collections.abc import Sequence

from roleplay.content.scenario import GoldLine
from roleplay.scoring.checks import Verdict
from roleplay.scoring.hearing import RAISING, HeardTurn, Talk
from roleplay.scoring.place import gave
from roleplay.scoring.true_lines import is_true_to


def better_line(verdict: Verdict, topics: Sequence[str], talk: Talk, used: Sequence[str | None]) -> GoldLine | None:
    """A model line for this check: on what the turn was about, else on nothing in particular, else on what else came up.

    Where the check was about one topic, a line on another would not fit the talk; of red lines not even a general one,
    for what is right after one of them is beside the point after another.
    """
    if talk.scenario is None:
        return None
    lines = [line for line in talk.scenario.gold if f"check:{verdict.check.id}" in line.for_ and line.line not in used]
    lines = [line for line in lines if _has_its_place(line, talk)]
    fitting = [line for topic in topics for line in lines if topic in line.for_]
    if verdict.topic and verdict.topic.startswith("must_not_say:"):
        return next((line for line in fitting if verdict.topic in line.for_), None)
    general = [line for line in lines if not _topics(line)]
    if fitting or general or verdict.topic:
        return next(iter(fitting + general), None)
    return next(iter(lines), None)


def _has_its_place(line: GoldLine, talk: Talk) -> bool:
    """Whether all that it is about came up, and what it gives back was said."""
    topics = _topics(line)
    return all(_came_up(topic, talk) for topic in topics) and is_true_to(line.line, talk, on_topic=bool(topics))


def _came_up(topic: str, talk: Talk) -> bool:
    """A worry comes up when the customer raises it; a fact also when the seller asks about it."""
    if topic.startswith("objection:"):
        return topic in talk.acts(*RAISING)
    return topic in talk.acts("tell", "hint") or any(one.heard.touches(topic) for one in talk.said)


def about(verdict: Verdict, moment: HeardTurn | None) -> list[str]:
    """The check's own topic; without one what the customer had just brought up and what the seller touched."""
    if verdict.topic:
        return [verdict.topic]
    return [*gave(moment, *RAISING, "hint", "tell"), *moment.heard.topics] if moment else []


def _topics(line: GoldLine) -> list[str]:
    return [ref for ref in line.for_ if not ref.startswith("check:")]
