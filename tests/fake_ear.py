"""The ear's side of a fake endpoint: answers from labels, as a model would that hears exactly what a reader wrote down.

endpoint = FakeEndpoint(ear=FakeEar({"Hello!": {"moves": ["greeting"]}}))
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from roleplay.listening.fence import neutralised
from tests.fake_endpoint import Answer

LINE = re.compile(r"^\[SELLER'S LINE\] (.*)$", re.M)
Labels = Mapping[str, Any]  # moves: names; topics: id -> how; time


class FakeEar:
    """`labels` by the line. A line that is not labelled is answered with an empty object: nothing that counts."""

    def __init__(self, labels: Mapping[str, Labels], **how: Any) -> None:
        self._labels = {neutralised(text): (text, each) for text, each in labels.items()}
        self._how = how
        self.lines: list[str] = []

    def __call__(self, body: dict[str, Any]) -> Answer:
        found = LINE.search(body["messages"][-1]["content"])
        assert found, "the ear is asked about a line"
        self.lines.append(found[1])
        text, labels = self._labels.get(found[1], ("", None))
        return Answer("{}" if labels is None else answer_of(text, labels), **self._how)


def answer_of(text: str, labels: Labels) -> str:
    """The object of the form the ear is asked for, each item with the whole line as its quote."""
    return answer(
        [(id, how, text) for id, how in dict(labels.get("topics", {})).items()],
        [(move, text) for move in labels.get("moves", ())],
        labels.get("time", ""),
    )


def answer(
    topics: Sequence[tuple[str, str, str]] = (), moves: Sequence[tuple[str, str]] = (), time: str = ""
) -> str:  # fmt: skip
    """The object, from (id, how, quote) and (move, quote)."""
    told = {
        "topics": [{"id": id, "how": how, "quote": quote} for id, how, quote in topics],
        "moves": [{"move": move, "quote": quote} for move, quote in moves],
        "time": time,
    }
    return json.dumps(told, ensure_ascii=False)
