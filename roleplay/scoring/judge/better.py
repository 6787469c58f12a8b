"""Whether a line the model would have said may be shown to a learner: short, speakable, true to the material, its own."""

import re

from roleplay.content.base import primary
from roleplay.content.scenario import Scenario
from roleplay.listening.quoted import folded
from roleplay.scoring.hearing import Talk, ear_of
from roleplay.scoring.true_lines import is_true_to

LONGEST_BETTER = {"en": 160, "zh": 80}  # characters
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def fit_line(line: str, talk: Talk) -> str | None:
    """The line, if a learner may be shown it. A model makes up figures and claims easily, so those are looked for."""
    line = " ".join(line.split()).strip("\"'“”‘’「」 ")
    language = primary(talk.transcript.language)
    if not line or len(line) > LONGEST_BETTER.get(language, LONGEST_BETTER["en"]):
        return None
    heard = ear_of(talk.transcript.language, talk.scenario).hear(line)
    claims = any(topic.startswith("must_not_say:") for topic in heard.topics)
    if heard.language != language or claims or _copies(line, talk.scenario) or _invents(line, talk):
        return None
    if not is_true_to(line, talk, on_topic=True):
        return None
    return line


def _copies(line: str, scenario: Scenario | None) -> bool:
    gold = scenario.gold if scenario else ()
    return any(folded(line)[0] == folded(model.line)[0] for model in gold)


def _invents(line: str, talk: Talk) -> bool:
    """Whether it holds a figure that neither the talk nor the product knows."""
    product = talk.scenario.product.model_dump_json() if talk.scenario else ""
    known = set(_NUMBER.findall(product + " ".join(turn.text for turn in talk.transcript.turns)))
    return not known.issuperset(_NUMBER.findall(line))
