"""Lets the model hear sixty labelled lines and compares it with the offline ear: one that hears worse is not used."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from roleplay.config import Settings
from roleplay.heard import Heard
from roleplay.listening.model import merged
from roleplay.listening.model.trial import TrialLine, f1, trial_lines
from roleplay.listening.offline import offline_ear
from roleplay.practice.ear_client import EarClient, Outcome
from roleplay.practice.ear_notes import EarNote, write_note

AT_ONCE = 2  # requests under way: a talk has one, and a small server that is asked much answers late
LEAST_HEARD = 0.5  # of the lines (judgement): who is late more often only makes people wait


@dataclass(frozen=True)
class EarTrial:
    """F1 over moves and topics on the lines that the model answered, its own and the offline ear's; `rung` is the form in
    which it answered, None: in none."""

    lines: int
    heard: int
    late: int
    f1: float
    offline_f1: float
    rung: str | None

    @property
    def fit(self) -> bool:
        return self.heard >= LEAST_HEARD * self.lines and self.f1 >= self.offline_f1


async def try_ear(settings: Settings) -> EarTrial:
    """Asks about every line and keeps the finding for the server's next start. Raises RoleplayError `setting-model` when no
    endpoint is configured, or what the endpoint does wrong at the first request."""
    line = EarClient(settings)
    try:
        if not await line.probe():
            trial = EarTrial(len(trial_lines()), 0, 0, 0.0, 0.0, None)
        else:
            trial = await _compare(line)
    finally:
        await line.close()
    model, today = settings.listener_model or settings.model, datetime.now(UTC).date().isoformat()
    note = EarNote(trial.fit, model, round(trial.f1, 3), round(trial.offline_f1, 3), today)
    await asyncio.to_thread(write_note, settings, note)
    return trial


async def _compare(line: EarClient) -> EarTrial:
    gate = asyncio.Semaphore(AT_ONCE)

    async def hear(one: TrialLine) -> tuple[TrialLine, Heard, Heard | None, Outcome]:
        offline = await asyncio.to_thread(offline_ear(one.catalogue).hear, one.text, one.before)
        async with gate:
            said = await line.ask(one.text, one.before, one.catalogue)
        return one, offline, merged(offline, said.answer) if said.answer else None, said.outcome

    found = await asyncio.gather(*map(hear, trial_lines()))
    both = [(one.labels, offline, by_model) for one, offline, by_model, _ in found if by_model is not None]
    outcomes = Counter(outcome for *_, outcome in found)
    return EarTrial(
        lines=len(found), heard=len(both), late=outcomes["late"], rung=line.rung,
        f1=f1((labels, heard) for labels, _, heard in both), offline_f1=f1((labels, heard) for labels, heard, _ in both),
    )  # fmt: skip
