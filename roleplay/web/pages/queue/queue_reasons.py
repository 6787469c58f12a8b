"""Why a talk is worth a coach's time, in words: a line that says it, and one that shows it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from roleplay.content.library import Library
from roleplay.review.queue import QueueRow
from roleplay.web.formatting import Words

LOW = 50  # an extreme score below this is a poor one


@dataclass(frozen=True)
class QueueReason:
    why: str
    shown: str = ""
    grave: bool = False


def queue_reason(words: Words, row: QueueRow, library: Library) -> QueueReason:
    """For a talk whose score is hidden it tells nothing of the score."""
    cause, note = row.attempt.queue, row.attempt.queue_note
    if row.hidden:
        return QueueReason(words("desk.why.sample"), words("desk.shown.sample"))
    if cause is None:
        told = words("desk.why.reviewed", coach=row.reviewer or words("desk.nobody"))
        return QueueReason(told if row.attempt.review else words("desk.why.none"))
    if cause == "critical":
        check = _check(row, library, note["check"])
        shown = words("desk.shown.critical", turn=note["turn"], quote=note["quote"], check=check)
        return QueueReason(words("desk.why.critical"), shown, grave=True)
    if cause == "disputed":
        return QueueReason(words("desk.why.disputed"), _disputed(words, row, library))
    if cause == "unsure":
        shown = words("desk.shown.unsure", check=_check(row, library, note["check"]))
        return QueueReason(words("desk.why.unsure", n=note["n"]), shown)
    return _of_score(words, row, library)


def _of_score(words: Words, row: QueueRow, library: Library) -> QueueReason:
    cause, note = row.attempt.queue, row.attempt.queue_note
    if cause == "near":
        side = "under" if note["by"] < 0 else "over" if note["by"] > 0 else "at"
        by = abs(int(note["by"]))
        why = words(f"desk.why.{side}", n=by, count=words.number(by))
        return QueueReason(
            why, words("desk.shown.near", total=note["pass_mark"] + note["by"], pass_mark=note["pass_mark"])
        )
    if cause == "first":
        ending = words.running(words(f"team.ending.{row.attempt.ending or 'finished'}"))
        return QueueReason(words("desk.why.first"), words("desk.shown.first", ending=ending))
    if cause == "extreme":
        side = "low" if int(note["total"]) < LOW else "high"
        return QueueReason(words(f"desk.why.{side}"), words(f"desk.shown.{side}"))
    return QueueReason(words("desk.why.other"))


def _disputed(words: Words, row: QueueRow, library: Library) -> str:
    """The seller's own words, with the check they are about."""
    if row.dispute is None:
        return ""
    reason = words("desk.shown.disputed", reason=row.dispute.reason)
    return reason + (words("space") + _check(row, library, row.dispute.check) if row.dispute.check else "")


def _check(row: QueueRow, library: Library, id: str) -> str:
    """The question that the check asks; its id where today's rubric has no such check."""
    rubric = library.rubrics.get(row.attempt.rubric)
    check = rubric.checks().get(id) if rubric else None
    return check.asks if check else id


def waiting_for(words: Words, since: datetime | None) -> str:
    """How long: 20 min, 4 h, 2 d."""
    minutes = int((datetime.now(UTC) - since).total_seconds() // 60) if since else 0
    if minutes < 60:
        return words("desk.minutes", n=max(1, minutes))
    return words("desk.hours", n=minutes // 60) if minutes < 24 * 60 else words("desk.days", n=minutes // (24 * 60))
