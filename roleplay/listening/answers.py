"""JSON lines in, JSON lines out: what `roleplay listen` and `python -m roleplay.listening` answer."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from roleplay.catalogue import Catalogue
from roleplay.heard import Heard
from roleplay.listening.offline import EarlierLine, offline_ear
from roleplay.transcript import Speaker

CatalogueOf = Callable[[str], Catalogue]  # by a scenario's id


class Ear(Protocol):
    """Who hears: the offline ear, or one that asks a model too."""

    def hear(self, text: str, before: Sequence[EarlierLine] = (), speaker: Speaker = "seller") -> Heard: ...


def answers(
    lines: Iterable[str], catalogue_of: CatalogueOf | None = None, ear_for: Callable[[Catalogue], Ear] = offline_ear
) -> Iterator[str]:
    """One line for each; a line that cannot be read raises ValueError with its number."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                asked = json.loads(line)
                yield json.dumps(_answer(asked, catalogue_of, ear_for), ensure_ascii=False)
            except (json.JSONDecodeError, KeyError, AttributeError, TypeError) as wrong:
                raise ValueError(f"line {number}: {wrong!r}") from wrong


def _answer(
    asked: dict[str, Any], catalogue_of: CatalogueOf | None, ear_for: Callable[[Catalogue], Ear]
) -> dict[str, Any]:
    scenario = asked.get("scenario")
    knows_topics = bool(scenario and catalogue_of)
    catalogue = catalogue_of(scenario) if scenario and catalogue_of else Catalogue(asked.get("language", "en"))
    ear = ear_for(catalogue)
    speaker: Speaker = asked.get("speaker", "seller")
    heard = ear.hear(asked["text"], _before(asked.get("before") or "", speaker), speaker)
    answer: dict[str, Any] = {"moves": list(heard.moves)}
    if knows_topics:
        answer["topics"] = list(heard.topics)
    return answer


def _before(before: str | list[str], speaker: Speaker) -> list[EarlierLine]:
    """The talk before: one line of the other speaker's, or several, oldest first, in turn, the last the other's."""
    lines = [before] if isinstance(before, str) else before
    other: Speaker = "customer" if speaker == "seller" else "seller"
    who = [other if (len(lines) - at) % 2 else speaker for at in range(len(lines))]
    return [EarlierLine(one, line) for one, line in zip(who, lines, strict=True) if line]
