"""Home: whom to talk to, where one left off, and how the last talks went."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from roleplay.attempt import Attempt
from roleplay.content.base import primary
from roleplay.content.library import Library
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.practice import PracticeService
from roleplay.transcript import Turn
from roleplay.web.chat import address_of
from roleplay.web.house import house_of, person_of
from roleplay.web.languages import language_of_page
from roleplay.web.pages.plans import asked_of_me, last_day
from roleplay.web.pages.progress import Progress, hardness, progress_of
from roleplay.web.pages.reminders import reminder_of
from roleplay.web.pages.reviewed import news_for
from roleplay.web.pages.series import Line, latest_scored, series_of
from roleplay.web.render import page

routes = APIRouter()
RECENT = 5


@dataclass(frozen=True)
class Card:
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
    address: str


def cards_of(library: Library, attempts: list[Attempt], language: str) -> list[Card]:
    """Every customer of every scenario; those in the reader's language first."""
    scenarios = sorted(library.scenarios.values(), key=lambda s: (primary(s.language) != language, s.title))
    return [
        Card(
            scenario, library.personas[persona], hardness(library.personas[persona]),
            library.rubrics[scenario.rubric].pass_mark, progress_of(attempts, scenario.id, persona),
        )
        for scenario in scenarios
        for persona in scenario.personas
    ]  # fmt: skip


def begun(attempts: list[Attempt]) -> list[Attempt]:
    """Without talks that were opened and left before a word was said: there is nothing to go on with."""
    return [attempt for attempt in attempts if attempt.is_finished or attempt.is_begun]


async def unfinished(practice: PracticeService, attempts: list[Attempt], person: str) -> Unfinished | None:
    """The latest talk that was left open, with the last words said in it."""
    attempt = max((a for a in attempts if not a.is_finished), key=lambda a: a.touched_at, default=None)
    if attempt is None:
        return None
    scenario, persona, _ = await practice.content(attempt)
    turns = (await practice.transcript(attempt.id, person)).turns
    return Unfinished(attempt, scenario, persona, turns[-1] if turns else None, address_of(attempt.id))


@routes.get("/", response_class=HTMLResponse)
async def home(request: Request) -> HTMLResponse:
    practice, person = house_of(request).practice, person_of(request)
    library, attempts = await house_of(request).library(), begun(await practice.attempts(person))
    mine = await asked_of_me(request)
    return page(
        request, "home.html",
        cards=cards_of(library, attempts, language_of_page(request)),
        resume=await unfinished(practice, attempts, person),
        recent=[await row_of(practice, a) for a in [a for a in attempts if a.is_finished][:RECENT]],
        mine=mine, reminder=await reminder_of(request) if mine.waiting else None, last_day=last_day,
        practised=any(a.is_finished for a in attempts), growth=await growth_of(practice, attempts),
        news=await news_for(house_of(request), attempts, person),
    )  # fmt: skip


@dataclass(frozen=True)
class Growth:
    """How one gets on in the scenario that was practised last."""

    scenario: Scenario
    series: list[Line]


async def growth_of(practice: PracticeService, attempts: list[Attempt]) -> Growth | None:
    latest = latest_scored(attempts)
    if latest is None:
        return None
    _talks, _rubric, series = await series_of(practice, attempts, latest)
    return Growth((await practice.content(latest)).scenario, series) if series else None


@dataclass(frozen=True)
class Row:
    """An attempt in a list."""

    attempt: Attempt
    scenario: Scenario
    persona: Persona
    pass_mark: int


async def row_of(practice: PracticeService, attempt: Attempt) -> Row:
    scenario, persona, rubric = await practice.content(attempt)
    return Row(attempt, scenario, persona, rubric.pass_mark)
