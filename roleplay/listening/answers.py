"""JSON lines in, JSON lines out: what `roleplay listen` and `python -m roleplay.listening` answer."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from roleplay.catalogue import Catalogue
from roleplay.listening.offline import OfflineEar, Said, offline_ear
from roleplay.transcript import Speaker

EarFor = Callable[[str], OfflineEar]  # for a scenario's id, one that knows its topics


def answers(lines: Iterable[str], ear_for: EarFor | None = None) -> Iterator[str]:
    """One line for each; a line that cannot be read raises ValueError with its number."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                asked = json.loads(line)
                yield json.dumps(_answer(asked, ear_for), ensure_ascii=False)
            except (json.JSONDecodeError, KeyError, AttributeError, TypeError) as wrong:
                raise ValueError(f"line {number}: {wrong!r}") from wrong


def _answer(asked: dict[str, Any], ear_for: EarFor | None) -> dict[str, Any]:
    scenario = asked.get("scenario")
    knows_topics = bool(scenario and ear_for)
    ear = ear_for(scenario) if scenario and ear_for else offline_ear(Catalogue(asked.get("language", "en")))
    speaker: Speaker = asked.get("speaker", "seller")
    heard = ear.hear(asked["text"], _before(asked.get("before") or "", speaker), speaker)
    answer: dict[str, Any] = {"moves": list(heard.moves)}
    if knows_topics:
        answer["topics"] = list(heard.topics)
    return answer


def _before(before: str | list[str], speaker: Speaker) -> list[Said]:
    """The talk before: one line of the other speaker's, or several, oldest first, in turn, the last the other's."""
    lines = [before] if isinstance(before, str) else before
    other: Speaker = "customer" if speaker == "seller" else "seller"
    who = [other if (len(lines) - at) % 2 else speaker for at in range(len(lines))]
    return [Said(one, line) for one, line in zip(who, lines, strict=True) if line]
