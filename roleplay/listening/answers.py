"""JSON lines in, JSON lines out: what `roleplay listen` and `python -m roleplay.listening` answer."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from roleplay.listening.listener import listener_for

Topics = Mapping[str, Sequence[str]]
TopicsOf = Callable[[str], Topics]


def answers(lines: Iterable[str], topics_of: TopicsOf | None = None) -> Iterator[str]:
    """One line for each; a line that cannot be read raises ValueError with its number."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                asked = json.loads(line)
                yield json.dumps(_answer(asked, topics_of), ensure_ascii=False)
            except (json.JSONDecodeError, KeyError, AttributeError, TypeError) as wrong:
                raise ValueError(f"line {number}: {wrong!r}") from wrong


def _answer(asked: dict[str, Any], topics_of: TopicsOf | None) -> dict[str, Any]:
    scenario = asked.get("scenario")
    topics = topics_of(scenario) if scenario and topics_of else None
    listener = listener_for(asked.get("language", "en"), topics)
    heard = listener.hear(asked["text"], before=asked.get("before") or "", speaker=asked.get("speaker", "seller"))
    answer: dict[str, Any] = {"moves": list(heard.moves)}
    if topics is not None:
        answer["topics"] = list(heard.topics)
    return answer
