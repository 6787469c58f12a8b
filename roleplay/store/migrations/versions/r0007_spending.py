"""What calls to models used and cost, summed by month and team. Earlier months are unknown: nobody kept the price."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "model_usage",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("teams", sa.String(120), primary_key=True),
        sa.Column("purpose", sa.String(16), primary_key=True),
        sa.Column("model", sa.String(120), primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("unreported", sa.Integer, nullable=False),
        sa.Column("unpriced", sa.Integer, nullable=False),
        sa.Column("input_tokens", sa.BigInteger, nullable=False),
        sa.Column("output_tokens", sa.BigInteger, nullable=False),
        sa.Column("cached_tokens", sa.BigInteger, nullable=False),
        sa.Column("cost", sa.Float, nullable=False),
    )
