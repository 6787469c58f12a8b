"""Defines the table of what calls to models used: sums, without a name in them."""

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel


class UsageRow(SQLModel, table=True):
    """What one purpose used at one model in a month. `teams`: the ids of the teams in which who caused it practised then,
    joined by commas; empty: in none. A sum of people and not of talks: it stays when talks or accounts are deleted.

    `unreported`: calls for which the endpoint told no tokens. `unpriced`: calls whose price nobody knows; `cost` lacks both.
    """

    __tablename__ = "model_usage"

    month: str = Field(primary_key=True, max_length=7)  # 2026-12, in ROLEPLAY_TIMEZONE
    teams: str = Field(primary_key=True, max_length=120)
    purpose: str = Field(primary_key=True, max_length=16)
    model: str = Field(primary_key=True, max_length=120)
    calls: int = 0
    unreported: int = 0
    unpriced: int = 0
    input_tokens: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    output_tokens: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    cached_tokens: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    cost: float = 0.0  # US dollars
