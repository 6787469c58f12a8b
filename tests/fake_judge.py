"""A judge for tests: it reads the request as a model would, and answers each check as a table says.

judge = FakeJudge({"open-questions": observed("met", (3, "How do your nights run?"))})
with FakeEndpoint(script=judge) as endpoint: ...
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fake_endpoint import Answer

Observation = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """What a judge is sent: the task, the fence's code, the lines inside it, and the checks after it."""

    task: str
    nonce: str
    inside: list[str]
    after: str

    @property
    def checks(self) -> list[str]:
        return re.findall(r"^CHECK (\S+)$", self.after, re.M)

    @property
    def seller(self) -> dict[int, str]:
        lines = (re.match(r"\[(\d+)] SELLER: (.*)", line) for line in self.inside)
        return {int(found[1]): found[2] for found in lines if found}


def read(body: dict[str, Any]) -> Request:
    """Takes a request apart by its fence, which must stand there once."""
    system, user = body["messages"][0]["content"], body["messages"][1]["content"]
    found = re.fullmatch(r"===BEGIN (\w+)===\n(.*?)\n===END \1===\n(.*)", user, re.S)
    assert found is not None, user
    return Request(system, found[1], found[2].split("\n"), found[3])


def observed(verdict: str, *quotes: tuple[int, str], **more: Any) -> Observation:
    told = [{"turn": turn, "quote": quote} for turn, quote in quotes]
    return {"reason": f"I say {verdict}.", "verdict": verdict, "turns": [turn for turn, _ in quotes], "quotes": told,
            "better": "", **more}  # fmt: skip


class FakeJudge:
    """`table`: check -> what to say, or a function of the request; a check that is not in it is missed."""

    def __init__(
        self, table: dict[str, Observation] | None = None, spoil: Callable[[list[Observation]], None] | None = None
    ) -> None:
        self.table, self.spoil = table or {}, spoil
        self.requests: list[Request] = []

    def __call__(self, body: dict[str, Any]) -> Answer:
        request = read(body)
        self.requests.append(request)
        said = [{"check": id, **self.table.get(id, observed("missed"))} for id in request.checks]
        if self.spoil:
            self.spoil(said)
        return Answer(json.dumps({"checks": said}, ensure_ascii=False))
