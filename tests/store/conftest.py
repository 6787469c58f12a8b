"""One database, one attempt of Alice's, and turns to put in it."""

import json
from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from roleplay.attempt import Attempt
from roleplay.heard import Heard, Span
from roleplay.store.attempts import add_attempt
from roleplay.store.database import Database
from roleplay.store.turns import StoredTurn
from roleplay.transcript import Act, Change, Turn

TEXTS = {"a" * 64: ("scenario", "format: 1\n"), "b" * 64: ("rubric", "format: 1 # 标准\n")}
OPENING = {"trust": 1, "n": 0}
STARTED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def an_attempt(id: str = "first", person: str = "alice", **changes: object) -> Attempt:
    known = {
        "id": id, "person": person, "kind": "practice", "scenario": "visit", "persona": "lin", "rubric": "standard",
        "language": "zh-CN", "difficulty": "standard", "seed": 7, "customer": "offline",
        "content": {"scenario:visit": "a" * 64}, "started_at": STARTED, "touched_at": STARTED,
    }  # fmt: skip
    return Attempt.model_validate(known | changes)


def said(n: int, text: str, id: str | None = None) -> StoredTurn:
    heard = Heard(
        ("greeting",),
        ("fact:adherence",),
        (Span("greeting", 0, 2, by=("words", "model")),),
        "zh",
        ears=("words", "model"),
    )
    turn = Turn(
        n=n, speaker="seller", text=text, moves=heard.moves, topics=heard.topics, trust=1, patience=3, heard=heard
    )  # fmt: skip
    return StoredTurn(
        id or f"id-{n}", turn, heard=json.loads(json.dumps(asdict(heard))), state={"n": n + 1},
        direction={"acts": [{"kind": "greeting"}]},
    )  # fmt: skip


def speaking(n: int) -> StoredTurn:
    turn = Turn(
        n=n, speaker="customer", text="", phase="probing", trust=2, patience=3, revealed=("adherence",),
        objections={"price": "open"}, acts=(Act(kind="tell", topic="fact:adherence"),),
        changes=(Change(what="trust", by=1, why="listened"),), status="speaking",
    )  # fmt: skip
    return StoredTurn(f"id-{n}", turn)


@pytest.fixture
def alice(database: Database) -> Attempt:
    attempt = an_attempt()
    add_attempt(database, attempt, OPENING, TEXTS)
    return attempt
