"""A small cast for the coach's pages: Alice practises in the north, where Bob coaches; Carol coaches in the south."""

from collections.abc import Awaitable, Callable

import httpx
import pytest

from roleplay.attempt import Attempt
from roleplay.people import PeopleService
from roleplay.person import Person, Role
from roleplay.practice import PracticeService
from roleplay.review.queue_entry import queue_for_coaches
from roleplay.store.review_queue import put_in_queue
from roleplay.store.scorecards import find_scorecard
from roleplay.store.tables import AttemptRow
from roleplay.store.turns import read_transcript
from tests.web.conftest import PASSWORD, Play, SignedIn

Wait = Callable[..., Awaitable[Attempt]]
LINES = (
    "Good morning, I'm Alice from Routewell. I'd like to understand how you plan deliveries; do you have ten minutes?",
    "What takes most of your time?",
    "Our 100% tool saves you hours.",
)


def member(people: PeopleService, login: str, role: Role, team: str) -> Person:
    person = people.add(login, f"{login.title()} {role.title()}", [role], PASSWORD)
    people.set_teams(person.id, **{"practises" if role == "seller" else "coaches": [team]})
    return person


@pytest.fixture
def seller(people: PeopleService, alice: Person) -> Person:
    people.set_teams(alice.id, practises=["North"])
    return alice


@pytest.fixture
async def bob(people: PeopleService, signed_in: SignedIn) -> httpx.AsyncClient:
    return await signed_in(member(people, "bob", "coach", "North"))


@pytest.fixture
async def carol(people: PeopleService, signed_in: SignedIn) -> httpx.AsyncClient:
    return await signed_in(member(people, "carol", "coach", "South"))


@pytest.fixture
def wait(play: Play, practice: PracticeService, seller: Person) -> Wait:
    """A finished talk of Alice's that waits for a coach, for this reason instead of its own."""

    async def wait(
        *lines: str, cause: str = "other", rank: int = 7, person: Person = seller, sampled: bool = False, **note: object
    ) -> Attempt:
        attempt = await play(*(lines or LINES), person=person.id)
        stored, material = find_scorecard(practice.database, attempt), await practice.content(attempt)
        assert stored is not None
        transcript = read_transcript(practice.database, attempt.id, person.id)
        queue_for_coaches(practice.database, attempt, stored.card, transcript, material)
        put_in_queue(practice.database, attempt.id, cause, rank, note, sampled)
        return await practice.attempt(attempt.id, person.id)

    return wait


def change(practice: PracticeService, attempt: Attempt, **columns: object) -> None:
    with practice.database.writing() as session:
        session.get_one(AttemptRow, attempt.id).sqlmodel_update(columns)
