"""Defines the table of the audit trail."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from roleplay.store.tables.times import UtcTime


class AuditRow(SQLModel, table=True):
    """Who did what, when, on whom and from which address. It hangs on no other row: what it tells of may be gone."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_at", "at", "id"),
        Index("ix_audit_deed", "deed", "at"),
        Index("ix_audit_actor", "actor", "at"),
        Index("ix_audit_subject", "subject", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(UtcTime, nullable=False))
    deed: str = Field(max_length=32)
    actor: str = Field(max_length=64)
    subject: str = Field(default="", max_length=64)
    address: str = Field(default="", max_length=64)
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
