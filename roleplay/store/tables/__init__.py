"""The tables, a file for each subject; whoever needs the whole schema finds it here."""

from sqlmodel import SQLModel

from roleplay.store.tables.attempt_rows import ANEW, AttemptRow, ContentRow, DisputeRow, ScorecardRow, TurnRow
from roleplay.store.tables.audit_rows import AuditRow
from roleplay.store.tables.people_rows import MembershipRow, PersonRow, SessionRow, SignInLinkRow, SignInTryRow, TeamRow
from roleplay.store.tables.quiz_rows import QuizAnswerRow, QuizCardRow, QuizDayRow
from roleplay.store.tables.review_rows import (
    AssigneeRow,
    AssignmentRow,
    CommentRow,
    CorrectionRow,
    LevelRow,
    OutcomeRow,
    PlaybookRow,
    RatingRow,
    ReminderRow,
    ReviewRow,
)
from roleplay.store.tables.times import UtcTime, now
from roleplay.store.tables.usage_rows import UsageRow

METADATA = SQLModel.metadata

__all__ = [
    "ANEW", "METADATA", "AssigneeRow", "AssignmentRow", "AttemptRow", "AuditRow", "CommentRow", "ContentRow", "CorrectionRow", "DisputeRow", "LevelRow",
    "MembershipRow", "OutcomeRow", "PersonRow", "PlaybookRow", "QuizAnswerRow", "QuizCardRow", "QuizDayRow", "RatingRow", "ReminderRow", "ReviewRow", "ScorecardRow", "SessionRow", "SignInLinkRow",
    "SignInTryRow", "TeamRow", "TurnRow", "UsageRow", "UtcTime", "now",
]  # fmt: skip
