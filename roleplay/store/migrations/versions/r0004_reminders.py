"""Reminders to sellers; and what a seller says against one check or concern of a scorecard stands there once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    reminders()
    disputes()


def reminders() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person", sa.String(36), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("coach", sa.String(64), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("seen_at", TIME),
        sa.Column("dismissed_at", TIME),
    )
    op.create_index("uq_reminder_person_day", "reminder", ["person", "day"], unique=True)


def disputes() -> None:
    """Of two that a double submission left, the later one stays: its reason would have taken the other's place."""
    for thing in ("check", "objection"):
        op.execute(
            f'DELETE FROM dispute WHERE "{thing}" IS NOT NULL AND id NOT IN '
            f'(SELECT MAX(id) FROM dispute WHERE "{thing}" IS NOT NULL GROUP BY scorecard, person, "{thing}")'
        )
        op.create_index(f"uq_dispute_{thing}", "dispute", ["scorecard", "person", thing], unique=True)
