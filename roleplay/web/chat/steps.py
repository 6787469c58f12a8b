"""An attempt as Chainlit's screen sees it: turns, and the quiet lines between them, as steps of a thread."""

import re
from datetime import datetime
from typing import Any

from roleplay.attempt import Attempt
from roleplay.transcript import Turn

Step = dict[str, Any]
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def as_written(text: str) -> str:
    """Words of the customer as they are: Chainlit would read them as Markdown, and fetch the pictures in it."""
    return PUNCTUATION.sub(r"\\\1", text.replace("\u200b", ""))


def step_id(attempt_id: str, n: int) -> str:
    """The same on every screen and after every reload, so that nothing is shown twice."""
    return f"{attempt_id}-{n}"


def _step(attempt: Attempt, id: str, at: datetime, **what: Any) -> Step:
    when = at.isoformat()
    return {
        "id": id, "threadId": attempt.id, "parentId": None, "createdAt": when, "start": when, "end": when,
        "type": "assistant_message", "name": "roleplay", "output": "", "input": "", "streaming": False,
        "isError": False, "waitForAnswer": False, "tags": None, "language": None, "metadata": {}, **what,
    }  # fmt: skip


def turn_step(attempt: Attempt, turn: Turn) -> Step:
    """The seller's words stay plain text on the screen; the customer's are escaped into it."""
    id = step_id(attempt.id, turn.n)
    if turn.speaker == "seller":
        return _step(attempt, id, attempt.started_at, type="user_message", name=attempt.person, output=turn.text)
    return spoken_step(attempt, turn.n, as_written(turn.text), fallback=turn.fallback, broke=turn.broke)


def spoken_step(
    attempt: Attempt, n: int, output: str = "", *, streaming: bool = False, fallback: str | None = None,
    broke: str | None = None,
) -> Step:  # fmt: skip
    """What the customer says, or is saying. An empty streaming one is the typing sign. `fallback`: why the offline customer
    stepped in for it; `broke`: why the endpoint broke it off."""
    told = {name: why for name, why in (("fallback", fallback), ("broke", broke)) if why}
    return _step(
        attempt, step_id(attempt.id, n), attempt.started_at,
        output=output, streaming=streaming, name=attempt.persona,
        metadata={"avatarName": attempt.persona} | told,
    )  # fmt: skip


def pause_step(attempt: Attempt, name: str, text: str) -> Step:
    """A quiet line between turns. The stylesheet knows it by its id."""
    return _step(attempt, f"pause-{attempt.id}-{name}", attempt.started_at, output=as_written(text))
