"""The first tables: content, attempt, turn, scorecard."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "content",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("scenario", sa.String(60), nullable=False),
        sa.Column("persona", sa.String(60), nullable=False),
        sa.Column("rubric", sa.String(60), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("difficulty", sa.String(16), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("customer", sa.String(16), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("opening", sa.JSON, nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("touched_at", TIME, nullable=False),
        sa.Column("finished_at", TIME),
        sa.Column("abandoned", sa.Boolean, nullable=False),
        sa.Column("ending", sa.String(16)),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("turns", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer),
        sa.Column("passed", sa.Boolean),
    )
    op.create_index("ix_attempt_person_kind_started", "attempt", ["person", "kind", "started_at"])
    op.create_table(
        "turn",
        sa.Column("attempt", sa.String(36), sa.ForeignKey("attempt.id"), primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("speaker", sa.String(8), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("said_at", TIME, nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("moves", sa.JSON, nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("trust", sa.Integer),
        sa.Column("patience", sa.Integer),
        sa.Column("revealed", sa.JSON, nullable=False),
        sa.Column("objections", sa.JSON, nullable=False),
        sa.Column("acts", sa.JSON, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("heard", sa.JSON),
        sa.Column("state", sa.JSON),
        sa.Column("direction", sa.JSON),
        sa.Column("speech", sa.JSON),
        sa.UniqueConstraint("attempt", "id", name="uq_turn_attempt_id"),
    )
    op.create_table(
        "scorecard",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("attempt", sa.String(36), sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("rubric_hash", sa.String(64), nullable=False),
        sa.Column("scorer", sa.String(16), nullable=False),
        sa.Column("scorer_version", sa.String(128), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("card", sa.JSON, nullable=False),
        sa.UniqueConstraint("attempt", "rubric_hash", "scorer", "scorer_version", name="uq_scorecard_attempt_scorer"),
    )
