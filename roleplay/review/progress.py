"""Works out a person's progress with an assignment from their attempts alone, so that nothing stored can be out of date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from roleplay.assignment import Assignment, Try

State = Literal["closed", "not_started", "in_progress", "passed", "not_passed", "overdue"]
STATES: tuple[State, ...] = ("passed", "in_progress", "not_started", "overdue", "not_passed", "closed")


@dataclass(frozen=True)
class StageProgress:
    """`counted` are the finished tries that count, in the order they were finished; `passed` is the first that passed.
    `opened_at` is when tries begin to count, None while the stage is closed. `next_at` is when it opens the next stage."""

    assignment: Assignment
    state: State
    counted: tuple[Try, ...] = ()
    passed: Try | None = None
    opened_at: datetime | None = None
    next_at: datetime | None = None

    @property
    def best(self) -> Try | None:
        scored = [each for each in self.counted if each.total is not None]
        return self.passed or max(scored, key=lambda each: each.total or 0, default=None)

    @property
    def left(self) -> int | None:
        """Tries that may still count; None where any number may."""
        allowed = self.assignment.allowed
        return None if allowed is None else max(0, allowed - len(self.counted))

    @property
    def is_late(self) -> bool:
        """Passed, but after it was due."""
        due, passed = self.assignment.due_at, self.passed
        return bool(passed and due and passed.finished_at and passed.finished_at >= due)

    @property
    def is_open(self) -> bool:
        """Whether a try now could still change something."""
        return self.state in ("not_started", "in_progress", "overdue")


def progress_by_stage(stages: Sequence[Assignment], tries: Sequence[Try], now: datetime) -> tuple[StageProgress, ...]:
    """One person's, for one assignment or the stages of a programme in order: each opens when the gate before it is passed,
    and a try begun earlier does not count for it."""
    made: list[StageProgress] = []
    opened: datetime | None = stages[0].starts_at if stages else None
    for stage in stages:
        standing = stage_progress(stage, tries, now, opened)
        made.append(standing)
        opened = standing.next_at
    return tuple(made)


def stage_progress(stage: Assignment, tries: Sequence[Try], now: datetime, opened: datetime | None) -> StageProgress:
    """`opened` None: the gate before it is not passed."""
    if opened is None or stage.starts_at > now:
        return StageProgress(stage, "closed")
    opened = max(opened, stage.starts_at)
    fitting = [each for each in tries if fits(stage, each) and each.started_at >= opened]
    ended = sorted((each for each in fitting if each.finished_at), key=lambda each: (each.finished_at, each.attempt))
    counted = tuple(ended[: stage.allowed])
    passed = next((each for each in counted if passes(stage, each)), None)
    gate = passed if stage.gate != "practised" else next(iter(counted), None)
    state = _state(stage, bool(fitting), counted, passed, now)
    return StageProgress(stage, state, counted, passed, opened, gate.finished_at if gate else None)


def _state(stage: Assignment, begun: bool, counted: Sequence[Try], passed: Try | None, now: datetime) -> State:
    if passed:
        return "passed"
    if stage.allowed is not None and len(counted) >= stage.allowed:
        return "not_passed"
    if stage.due_at is not None and now >= stage.due_at:
        return "overdue"
    return "in_progress" if begun else "not_started"


def fits(stage: Assignment, one: Try) -> bool:
    """Scenario, customer and difficulty are those asked for."""
    return (
        one.scenario == stage.scenario
        and stage.persona in (None, one.persona)
        and stage.difficulty in (None, one.difficulty)
    )


def passes(stage: Assignment, one: Try) -> bool:
    """By its own mark where the assignment has one, else by the rubric's; a result that no mark would let pass, never."""
    if stage.pass_mark is None:
        return bool(one.passed)
    return one.total is not None and one.total >= stage.pass_mark and not one.barred


def overall(standings: Sequence[StageProgress]) -> State:
    """Of a programme: where the person is, which is at the last stage that is open to them."""
    opened = [each.state for each in standings if each.state != "closed"]
    if not opened:
        return "not_started"
    return "in_progress" if opened[-1] == "not_started" and len(opened) > 1 else opened[-1]
