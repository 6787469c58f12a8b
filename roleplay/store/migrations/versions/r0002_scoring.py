"""Retries from a turn, imported talks, the scorecard that counts, and what sellers say against one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("attempt", sa.Column("scorecard", sa.Integer))
    op.add_column("attempt", sa.Column("branch_turn", sa.Integer))
    # said in SQL: to add a foreign key Alembic would make SQLite's table anew, and other tables' rows hang on it
    op.execute("ALTER TABLE attempt ADD COLUMN parent VARCHAR(36) REFERENCES attempt (id)")
    op.create_index("ix_attempt_parent", "attempt", ["parent"])
    op.add_column("attempt", sa.Column("source", sa.String(64)))
    op.create_index("uq_attempt_person_source", "attempt", ["person", "source"], unique=True)
    op.execute(
        "UPDATE attempt SET scorecard = (SELECT MIN(scorecard.id) FROM scorecard WHERE scorecard.attempt = attempt.id)"
    )
    op.create_table(
        "dispute",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("attempt", sa.String(36), sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("scorecard", sa.Integer, sa.ForeignKey("scorecard.id"), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("check", sa.String(60)),
        sa.Column("objection", sa.String(60)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
    )
    op.create_index("ix_dispute_attempt", "dispute", ["attempt"])
