"""A scorecard's identity holds the hearing it was made from.

What was heard stands in `turn.heard` since the first version and needs no rewriting: a hearing from before there were
several ears is read as heard by words. Cards from then have an empty hearing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NAME = "uq_scorecard_attempt_scorer"
BEFORE = ("attempt", "rubric_hash", "scorer", "scorer_version")


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.add_column("scorecard", sa.Column("hearing", sa.String(32), nullable=False, server_default=""))
        op.drop_constraint(NAME, "scorecard", type_="unique")
        op.create_unique_constraint(NAME, "scorecard", [*BEFORE, "hearing"])
        return
    sqlite()


def sqlite() -> None:
    """SQLite cannot change a constraint, so the table is made anew. Other tables' rows hang on it: their foreign keys are
    looked at when all is done, and the rows put back under their ids are what they wait for."""
    op.execute("PRAGMA defer_foreign_keys = ON")
    kept = "id, attempt, rubric_hash, scorer, scorer_version, made_at, card"
    op.execute(f"CREATE TEMPORARY TABLE kept_scorecard AS SELECT {kept} FROM scorecard")
    op.drop_table("scorecard")
    op.create_table(
        "scorecard",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("attempt", sa.String(36), sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("rubric_hash", sa.String(64), nullable=False),
        sa.Column("scorer", sa.String(16), nullable=False),
        sa.Column("scorer_version", sa.String(128), nullable=False),
        sa.Column("hearing", sa.String(32), nullable=False, server_default=""),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("card", sa.JSON, nullable=False),
        sa.UniqueConstraint(*BEFORE, "hearing", name=NAME),
    )
    op.execute(f"INSERT INTO scorecard ({kept}) SELECT {kept} FROM kept_scorecard")
    op.execute("DROP TABLE kept_scorecard")
