"""A scorecard with all that is read beside it: the attempt's other scorecards, the transcript, what was said against it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from roleplay.attempt import Attempt
from roleplay.attempt_content import AttemptContent
from roleplay.content.rubric import Rubric
from roleplay.errors import NotFound
from roleplay.practice import Dispute, PracticeService, StoredCard
from roleplay.scorecard import VALUES, Scorecard
from roleplay.scoring.explain import Calculation, calculation_of
from roleplay.transcript import Transcript
from roleplay.web.formatting import Words
from roleplay.web.pages.scorecard import findings, trust_chart


@dataclass(frozen=True)
class ScorecardView:
    """`rubric` is the one by which this scorecard was made; `cards` are all of the attempt's."""

    attempt: Attempt
    material: AttemptContent
    rubric: Rubric
    stored: StoredCard
    cards: list[StoredCard]
    transcript: Transcript
    disputes: list[Dispute]
    judging: bool
    over_budget: bool = False  # the judge would be asked, were the month's budget not used up

    @property
    def card(self) -> Scorecard:
        return self.stored.card

    @property
    def counts(self) -> bool:
        return self.stored.id == self.attempt.scorecard

    @cached_property
    def calculation(self) -> Calculation:
        return calculation_of(self.card)

    def against(self) -> dict[str, Dispute]:
        """What was said against this scorecard, by `check:<id>` and `objection:<id>`."""
        mine = (dispute for dispute in self.disputes if dispute.scorecard == self.stored.id)
        return {f"check:{one.check}" if one.check else f"objection:{one.objection}": one for one in mine}


async def attempt_to_read(practice: PracticeService, attempt_id: str, person: str) -> Attempt:
    """This person's attempt. Raises NotFound, also for a talk from outside: nobody of ours played its customer, so there
    is no such page to show; the command line shows it."""
    attempt = await practice.attempt(attempt_id, person)
    if attempt.kind == "imported":
        raise NotFound("attempt-not-found")
    return attempt


async def read_scorecard(practice: PracticeService, attempt: Attempt, card: int | None = None) -> ScorecardView | None:
    """This scorecard, or the one that counts; None for a talk that has none. Raises NotFound for another's."""
    if not attempt.is_finished or attempt.abandoned:
        return None
    if await practice.scorecard(attempt.id, attempt.person) is None:
        return None
    attempt = await practice.attempt(
        attempt.id, attempt.person
    )  # it names the scorecard that may have been made just now
    stored = await practice.cards.find(attempt, card)
    return ScorecardView(
        attempt, await practice.content(attempt), await practice.cards.rubric(stored), stored,
        await practice.cards.all(attempt), await practice.transcript(attempt.id, attempt.person),
        await practice.disputes.of(attempt), practice.judging(attempt.id),
        practice.judge_barred(attempt) and stored.card.scorer == "signals",
    )  # fmt: skip


async def read_finished(practice: PracticeService, attempt: Attempt, card: int | None = None) -> ScorecardView:
    """Raises NotFound when there is no scorecard to read."""
    reading = await read_scorecard(practice, attempt, card)
    if reading is None:
        raise NotFound("scorecard-not-found")
    return reading


def template_values(words: Words, reading: ScorecardView) -> dict[str, Any]:
    """What the page and its Markdown say of a scorecard."""
    card, rubric = reading.card, reading.rubric
    scenario, persona, _ = reading.material
    return {
        "reading": reading, "attempt": reading.attempt, "scenario": scenario, "persona": persona, "rubric": rubric,
        "stored": reading.stored, "card": card, "judging": reading.judging,
        "headline": findings.headline(words, card, rubric), "criteria": findings.criterion_findings(card, rubric),
        "counts": findings.counts(card), "by": findings.given_by(card), "checks": rubric.checks(),
        "answered": findings.resolved_concerns(reading.transcript, scenario), "critical": findings.failed_critical(card, rubric),
        "moves": trust_chart.trust_changes(reading.transcript), "calculation": reading.calculation, "values": VALUES,
        "sums": {each.id: each for each in reading.calculation.sums}, "against": reading.against(),
    }  # fmt: skip
