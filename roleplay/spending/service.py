"""Counts what calls to models cost, a few seconds later and in one go, and says whether the budget lets the next one through."""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.metrics import Purpose
from roleplay.spending.budget import BudgetLevel, level_of_budget
from roleplay.store.database import Database
from roleplay.store.usage import ModelUse, UsageSum, add_usage, cost_of_month, usage_months, usage_of_month

LATER = 2.0  # seconds until what was used is written (judgement): one transaction for many calls; a crash loses as much
ORDER: tuple[BudgetLevel, ...] = ("none", "fine", "warned", "helpers_off", "all_off")
log = logging.getLogger(__name__)


class SpendingService:
    """One for a process. `load` and `flush` block."""

    def __init__(
        self, database: Database, settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.database, self.settings, self._clock = database, settings, clock
        self._pending: deque[ModelUse] = deque()  # filled by the event loop, emptied by a thread
        self._writing = threading.Lock()
        self._later: asyncio.Task[None] | None = None
        self._month, self._spent, self._told = self.month, 0.0, "fine"

    @property
    def month(self) -> str:
        """The month that it is in the settings' zone: 2026-12."""
        return self._clock().astimezone(self.settings.zone).strftime("%Y-%m")

    @property
    def spent(self) -> float:
        """US dollars of this month, as far as they are known and written."""
        if self._month != (now := self.month):
            self._month, self._spent, self._told = now, 0.0, "fine"
        return self._spent

    @property
    def level(self) -> BudgetLevel:
        return level_of_budget(self.spent, self.settings.budget)

    def barred(self, purpose: Purpose) -> str:
        """Why a model must not be asked for this just now, as a `fallback.<code>`; empty: it may."""
        off = self.level == "all_off" or (self.level == "helpers_off" and purpose != "customer")
        return "budget" if off else ""

    def record(self, purpose: Purpose, person: str, model: str, calls: int, used: Mapping[str, int | None]) -> None:
        """Notes what an answer took; `used` is empty where the endpoint told no tokens. It is written within seconds."""
        tokens = {name: used.get(name) or 0 for name in ("input_tokens", "output_tokens", "cached_tokens")}
        unreported = 0 if used.get("input_tokens") is not None else 1
        self._pending.append(ModelUse(self.month, person, purpose, model, calls, **tokens, unreported=unreported))
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.flush()
            return
        if self._later is None or self._later.done():
            self._later = loop.create_task(self._flush_later())

    async def _flush_later(self) -> None:
        try:
            while self._pending:
                await asyncio.sleep(LATER)
                await asyncio.to_thread(self.flush)
        except RoleplayError as trouble:
            log.error("what the models used is not written yet: %s", trouble.code)

    def load(self) -> None:
        """Reads what this month has cost so far."""
        self._spent = cost_of_month(self.database, self.month)
        self._tell()

    def flush(self) -> None:
        """Writes what is noted and not written. What cannot be written stays noted. Raises RoleplayError."""
        with self._writing:
            uses = [self._pending.popleft() for _ in range(len(self._pending))]
            if not uses:
                return
            priced = [replace(use, cost=self._cost(use)) for use in uses]
            try:
                add_usage(self.database, priced)
            except BaseException:
                self._pending.extendleft(reversed(uses))
                raise
            if self.settings.budget is not None and any(use.unpriced for use in priced):
                log.error("ROLEPLAY_BUDGET cannot be kept: the price of a model is unknown; set ROLEPLAY_PRICE")
            self.load()

    async def close(self) -> None:
        if self._later is not None:
            self._later.cancel()
        await asyncio.to_thread(self.flush)

    def _cost(self, use: ModelUse) -> float | None:
        if use.unreported:
            return None
        from roleplay.llm import Usage, cost_of  # loaded already where a model was asked

        usage = Usage(use.input_tokens, use.output_tokens, use.cached_tokens, reported=True)
        return cost_of(usage, use.model, self.settings)

    def _tell(self) -> None:
        """Logs each step of the budget once."""
        level = self.level
        if ORDER.index(level) > ORDER.index(self._told):
            budget = self.settings.budget or 0.0
            say = log.warning if level == "warned" else log.error
            say("the models cost %.2f of this month's budget of %.2f US dollars: %s", self.spent, budget, TOLD[level])
            self._told = level

    # for the page

    def of_month(self, month: str) -> list[UsageSum]:
        return usage_of_month(self.database, month)

    def all_months(self) -> list[UsageSum]:
        return usage_months(self.database)


TOLD: dict[BudgetLevel, str] = {
    "warned": "nothing is switched off yet",
    "helpers_off": "turns are heard and scored offline until next month",
    "all_off": "the offline customer speaks until next month",
}
