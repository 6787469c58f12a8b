"""Sixty labelled lines on which a model's ear is compared with the offline one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from roleplay.catalogue import Catalogue, Topic
from roleplay.heard import Heard
from roleplay.listening.offline import EarlierLine

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class TrialLine:
    """One line with all that a careful reader hears in it: moves and topics."""

    text: str
    before: tuple[EarlierLine, ...]
    labels: frozenset[str]
    catalogue: Catalogue


@cache
def trial_lines() -> tuple[TrialLine, ...]:
    """All of them, English first; each with the small catalogue it is about."""
    return tuple(line for name in ("en", "zh") for line in _lines(name))


def f1(pairs: Iterable[tuple[frozenset[str], Heard]]) -> float:
    """Micro-averaged over moves and topics together, 0 to 1: of many small counts one figure is steadier than a mean."""
    right = wrong = 0
    for wanted, heard in pairs:
        found = {*heard.moves, *heard.topics}
        right += 2 * len(wanted & found)
        wrong += len(wanted ^ found)
    return right / (right + wrong) if right + wrong else 0.0


def _lines(name: str) -> list[TrialLine]:
    read: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    topics = tuple(Topic(id, each["meaning"], phrases=tuple(each["phrases"])) for id, each in read["topics"].items())
    catalogue = Catalogue(read["language"], topics)
    return [
        TrialLine(
            each["text"],
            (EarlierLine("customer", each["before"]),) if each["before"] else (),
            frozenset([*each["moves"], *each["topics"]]),
            catalogue,
        )
        for each in read["lines"]
    ]
