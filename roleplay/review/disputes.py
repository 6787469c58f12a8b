"""Records that a seller disagrees with a check, or did answer an objection, with a reason for a coach to read."""

import asyncio

from roleplay.attempt import Attempt
from roleplay.errors import NotFound, RoleplayError
from roleplay.input_text import is_blank, storable
from roleplay.review.queue_entry import requeue
from roleplay.scorecard import Scorecard
from roleplay.store.database import Database
from roleplay.store.disputes import Dispute, keep_dispute, list_disputes, withdraw_dispute
from roleplay.store.scorecards import StoredCard

LONGEST_REASON = 1000


class Disputes:
    """Takes an attempt that was found for its person, so whose it is was asked before."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def of(self, attempt: Attempt) -> list[Dispute]:
        return await asyncio.to_thread(list_disputes, self.database, attempt.id)

    async def disagree(self, attempt: Attempt, stored: StoredCard, check: str, reason: str) -> Dispute:
        """Raises NotFound for a check that the scorecard lacks, RoleplayError `reason-empty` or `reason-too-long`."""
        if check not in _checks(stored.card):
            raise NotFound("check-not-found", id=check)
        return await self._keep(attempt, stored, reason, check=check)

    async def did_answer(self, attempt: Attempt, stored: StoredCard, objection: str, reason: str) -> Dispute:
        """Raises NotFound for a concern that the scorecard doesn't call unanswered, or as `disagree` does."""
        if objection not in {concern.objection for concern in stored.card.unanswered}:
            raise NotFound("concern-not-found", id=objection)
        return await self._keep(attempt, stored, reason, objection=objection)

    async def withdraw(self, attempt: Attempt, id: int) -> None:
        """Takes a dispute back; idempotent."""
        await asyncio.to_thread(withdraw_dispute, self.database, attempt.id, attempt.person, id)
        await asyncio.to_thread(requeue, self.database, attempt)

    async def _keep(
        self, attempt: Attempt, stored: StoredCard, reason: str, check: str | None = None, objection: str | None = None
    ) -> Dispute:
        kept = await asyncio.to_thread(
            keep_dispute, self.database, attempt.id, stored.id, attempt.person, check_reason(reason),
            check=check, objection=objection,
        )  # fmt: skip
        await asyncio.to_thread(requeue, self.database, attempt)
        return kept


def check_reason(text: str) -> str:
    """The reason as it is stored; browsers send a line's end as two characters but count it as one."""
    reason = storable(text).replace("\r\n", "\n").strip()
    if is_blank(reason):
        raise RoleplayError("reason-empty")
    if len(reason) > LONGEST_REASON:
        raise RoleplayError("reason-too-long", length=len(reason), limit=LONGEST_REASON)
    return reason


def _checks(card: Scorecard) -> set[str]:
    return {check.id for criterion in card.criteria for check in criterion.checks}
