"""Attempts with the retries that descend from them: a retry holds its parent's words, so they stay and go together."""

from collections.abc import Sequence

from sqlalchemy import Select
from sqlmodel import col, select

from roleplay.store.tables import AttemptRow


def family_of(ids: Sequence[str]) -> Select[tuple[str]]:
    """The ids of these attempts and of all their retries, also retries of retries; for use in a condition."""
    top = select(AttemptRow.id).where(col(AttemptRow.id).in_(ids)).cte(recursive=True)
    both = top.union(select(AttemptRow.id).where(AttemptRow.parent == top.c.id))
    return select(both.c.id)
