"""Playbook lines as coaches and sellers see them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from roleplay.attempt import Attempt
from roleplay.person import Person
from roleplay.playbook import PlaybookLine
from roleplay.review.objection_answers import Answers
from roleplay.review.playbook import for_feedback, served_by
from roleplay.web.app_context import context_of
from roleplay.web.pages.assignments.view import BarPart


@dataclass(frozen=True)
class ListedLine:
    """A line as the coach's pages show it. `serves` is worded; `opens`: the reader may open the talk it is from."""

    line: PlaybookLine
    serves: list[str]
    opens: bool
    withdrawable: bool


async def lines_for_seller(request: Request, scenario_id: str, attempts: Sequence[Attempt]) -> list[PlaybookLine]:
    """For the brief: only after the first finished talk in this scenario, as model lines are."""
    if not any(each.scenario == scenario_id and each.is_finished for each in attempts):
        return []
    return await asyncio.to_thread(context_of(request).playbook.lines, scenario_id)


async def lines_beside(request: Request, attempt: Attempt) -> dict[str, PlaybookLine]:
    """For the feedback: by `check:<id>` and `objection:<id>` a colleague's line."""
    lines = await asyncio.to_thread(context_of(request).playbook.lines, attempt.scenario)
    return for_feedback(lines, attempt.person)


def list_lines(request: Request, me: Person, lines: list[PlaybookLine]) -> list[ListedLine]:
    library = context_of(request).library()
    opens = context_of(request).playbook.readable(me, lines)
    words: dict[str, dict[str, str]] = {
        id: served_by(each, library.rubrics[each.rubric]) for id, each in library.scenarios.items()
    }
    return [
        ListedLine(
            line, [words.get(line.scenario, {}).get(ref, ref) for ref in line.serves], line.attempt in opens,
            me.has("admin") or line.coach == me.id,
        )
        for line in lines
    ]  # fmt: skip


def answers_bar(one: Answers) -> list[BarPart]:
    """Resolved, then left unanswered, of the talks in which it came up."""
    share = 100 * one.states["resolved"] / one.came if one.came else 0
    parts = [BarPart("b1", 0, round(max(share - 0.4, 0), 2)), BarPart("b3", round(share, 2), round(100 - share, 2))]
    return [part for part in parts if part.width] if one.came else []
