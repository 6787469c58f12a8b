"""The daily quiz: what was drawn and answered, and when each item is due again."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quiz_day",
        sa.Column("person", sa.String(36), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("items", sa.JSON, nullable=False),
    )
    op.create_table(
        "quiz_answer",
        sa.Column("person", sa.String(36), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("item", sa.String(130), primary_key=True),
        sa.Column("given", sa.JSON, nullable=False),
        sa.Column("right", sa.Boolean, nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "quiz_card",
        sa.Column("person", sa.String(36), primary_key=True),
        sa.Column("item", sa.String(130), primary_key=True),
        sa.Column("card", sa.String(500), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("right_in_row", sa.Integer, nullable=False),
    )
