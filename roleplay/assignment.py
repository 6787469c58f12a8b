"""What a coach asks to be practised, and the tries that may count for it. Imports nothing of ours but transcript."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from roleplay.transcript import Difficulty, Record

Gate = Literal["passed", "practised"]


class Assignment(Record):
    """A scenario to be practised, with any of its customers where `persona` is None and at any difficulty where that is.

    Talks begun before `starts_at` do not count; `due_at` is the end of the day it is due. `pass_mark` None: the rubric's.
    Only the first `allowed` tries count. Stages of a programme share `programme` and follow one another by `stage`; `gate`
    is what opens the next one. `people` and `teams` are those it is given to.
    """

    id: int = 0
    title: str
    scenario: str
    persona: str | None = None
    difficulty: Difficulty | None = None
    starts_at: datetime
    due_at: datetime | None = None
    pass_mark: int | None = None
    allowed: int | None = None
    programme: str | None = None
    stage: int | None = None
    gate: Gate | None = None
    made_by: str
    made_at: datetime
    withdrawn_at: datetime | None = None
    people: tuple[str, ...] = ()
    teams: tuple[int, ...] = ()

    @property
    def programme_id(self) -> str | None:
        """The id of the programme's file."""
        return self.programme.split("/")[0] if self.programme else None


@dataclass(frozen=True, slots=True)
class Try:
    """An attempt as assignments see it; no Record, because a page may read ten thousand of them. `total`, `passed` and
    `barred` are the result in force."""

    attempt: str
    person: str
    scenario: str
    persona: str
    difficulty: Difficulty
    started_at: datetime
    finished_at: datetime | None = None
    total: int | None = None
    passed: bool | None = None
    barred: bool = False
