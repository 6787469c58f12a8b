"""JSON lines in, JSON lines out: what `roleplay listen` and `python -m roleplay.listening` answer."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from roleplay.listening.listener import Listener, listener_for

ListenerOf = Callable[[str], Listener]  # for a scenario's id, one that knows its topics


def answers(lines: Iterable[str], listener_of: ListenerOf | None = None) -> Iterator[str]:
    """One line for each; a line that cannot be read raises ValueError with its number."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                asked = json.loads(line)
                yield json.dumps(_answer(asked, listener_of), ensure_ascii=False)
            except (json.JSONDecodeError, KeyError, AttributeError, TypeError) as wrong:
                raise ValueError(f"line {number}: {wrong!r}") from wrong


def _answer(asked: dict[str, Any], listener_of: ListenerOf | None) -> dict[str, Any]:
    scenario = asked.get("scenario")
    knows_topics = bool(scenario and listener_of)
    listener = listener_of(scenario) if scenario and listener_of else listener_for(asked.get("language", "en"))
    heard = listener.hear(asked["text"], before=asked.get("before") or "", speaker=asked.get("speaker", "seller"))
    answer: dict[str, Any] = {"moves": list(heard.moves)}
    if knows_topics:
        answer["topics"] = list(heard.topics)
    return answer
