"""The better line: a scenario's gold line that fits the check and what this talk was about."""

from collections.abc import Sequence

from roleplay.content.scenario import GoldLine
from roleplay.scoring.checks import Verdict
from roleplay.scoring.hearing import RAISING, Said, Talk
from roleplay.scoring.place import gave


def better_line(verdict: Verdict, topics: Sequence[str], talk: Talk, used: Sequence[str | None]) -> GoldLine | None:
    """A model line for this check: on what the turn was about, else on nothing in particular, else on what stayed untold.

    Where the check was about one topic, a line on another would not fit the talk.
    """
    if talk.scenario is None:
        return None
    lines = [line for line in talk.scenario.gold if f"check:{verdict.check.id}" in line.for_ and line.line not in used]
    fitting = [line for topic in topics for line in lines if topic in line.for_]
    general = [line for line in lines if not _topics(line)]
    if fitting or general or verdict.topic:
        return next(iter(fitting + general), None)
    return next((line for line in lines if _is_fresh(line, talk)), None)


def _is_fresh(line: GoldLine, talk: Talk) -> bool:
    """Whether a line asks for what this talk still lacked: about a fact untold, and no concern that never came up."""
    told, came = talk.acts("tell"), talk.acts(*RAISING)
    topics = _topics(line)
    return not any(topic in told for topic in topics) and all(
        topic in came for topic in topics if topic.startswith("objection:")
    )


def about(verdict: Verdict, moment: Said | None) -> list[str]:
    """The check's own topic; without one what the customer had just brought up and what the seller touched."""
    if verdict.topic:
        return [verdict.topic]
    return [*gave(moment, *RAISING, "hint", "tell"), *moment.heard.topics] if moment else []


def _topics(line: GoldLine) -> list[str]:
    return [ref for ref in line.for_ if not ref.startswith("check:")]
