"""What the home page shows: a card for each customer, the talk left open, and the latest progress."""

from dataclasses import dataclass

from roleplay.attempt import Attempt
from roleplay.content.base import primary
from roleplay.content.library import Library
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.content.served_content import problems_served
from roleplay.person import Person
from roleplay.practice import PracticeService
from roleplay.transcript import Phase, Turn
from roleplay.web.addresses import chat_address
from roleplay.web.app_context import AppContext
from roleplay.web.pages.progress.chart import ChartLine, latest_scored, progress_chart
from roleplay.web.pages.progress.figures import Progress, progress_of
from roleplay.web.pages.scenario_brief.view import hardness
from roleplay.web.talk_state import phases_seen


@dataclass(frozen=True)
class ScenarioCard:
    """One scenario with one customer."""

    scenario: Scenario
    persona: Persona
    hardness: int
    pass_mark: int
    progress: Progress

    @property
    def address(self) -> str:
        return f"/scenarios/{self.scenario.id}?persona={self.persona.id}"


@dataclass(frozen=True)
class Unfinished:
    attempt: Attempt
    scenario: Scenario
    persona: Persona
    last: Turn | None
    been: tuple[Phase, ...]
    address: str


def cards_of(library: Library, attempts: list[Attempt], language: str) -> list[ScenarioCard]:
    """Every customer of every scenario; those in the reader's language first."""
    scenarios = sorted(library.scenarios.values(), key=lambda s: (primary(s.language) != language, s.title))
    return [
        ScenarioCard(
            scenario, library.personas[persona], hardness(library.personas[persona]),
            library.rubrics[scenario.rubric].pass_mark, progress_of(attempts, scenario.id, persona),
        )
        for scenario in scenarios
        for persona in scenario.personas
    ]  # fmt: skip


async def unfinished(practice: PracticeService, attempts: list[Attempt], person: str) -> Unfinished | None:
    """The latest talk that was left open, with the last words said in it."""
    attempt = max((a for a in attempts if not a.is_finished), key=lambda a: a.touched_at, default=None)
    if attempt is None:
        return None
    scenario, persona, _ = await practice.content(attempt)
    turns = (await practice.transcript(attempt.id, person)).turns
    been = phases_seen(turns, attempt.phase)
    return Unfinished(attempt, scenario, persona, turns[-1] if turns else None, been, chat_address(attempt.id))


@dataclass(frozen=True)
class LatestProgress:
    """How one gets on in the scenario that was practised last."""

    scenario: Scenario
    series: list[ChartLine]


async def latest_progress(practice: PracticeService, attempts: list[Attempt]) -> LatestProgress | None:
    latest = latest_scored(attempts)
    if latest is None:
        return None
    _talks, _rubric, series = await progress_chart(practice, attempts, latest)
    return LatestProgress((await practice.content(latest)).scenario, series) if series else None


def faulty_files(context: AppContext, me: Person) -> list[str]:
    """Returns, for an admin, the content files that are left out or served in their last good version."""
    served = problems_served(context.practice.library) if me.has("admin") else None
    return sorted(served.older | served.left_out) if served else []
