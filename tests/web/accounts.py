"""A house with accounts: Dora is admin, Bob coaches the north where Alice practises, Carol coaches the south of Erik."""

import re
from dataclasses import dataclass

import httpx
from fastapi import FastAPI

from roleplay.attempt import Attempt
from roleplay.people import PeopleService
from roleplay.person import Person, Role
from roleplay.practice import PracticeService
from tests.web.conftest import CALL, HOST, PASSWORD
from tests.web.undrawn import start_undrawn

CAST: dict[str, tuple[Role, str | None]] = {
    "dora": ("admin", None), "bob": ("coach", "North"), "alice": ("seller", "North"), "carol": ("coach", "South"),
    "erik": ("seller", "South"),
}  # fmt: skip


@dataclass(frozen=True)
class Browser:
    """Somebody's browser, signed in."""

    client: httpx.AsyncClient
    person: Person

    async def get(self, path: str, language: str = "en") -> httpx.Response:
        return await self.client.get(path, headers={"accept-language": language})

    async def post(self, path: str, **form: object) -> httpx.Response:
        """With the token of the home page's forms."""
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', (await self.client.get("/")).text)
        assert found
        return await self.client.post(path, data=form | {"csrf": found[1]})


class Accounts:
    def __init__(self, app: FastAPI, practice: PracticeService) -> None:
        self.app, self.practice = app, practice
        self.persons: dict[str, Person] = {}
        people: PeopleService = app.state.house.people
        for login, (role, team) in CAST.items():
            person = people.add(login, login.title(), [role], PASSWORD)
            teams = [team] if team else []
            people.set_teams(person.id, teams if role == "seller" else [], teams if role == "coach" else [])
            self.persons[login] = person

    async def of(self, login: str) -> Browser:
        headers = {"accept": "text/html", "accept-language": "en", "origin": f"http://{HOST}"}
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=headers)
        answer = await client.post("/sign-in", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303
        return Browser(client, self.persons[login])

    async def talk(self, login: str, *lines: str, talk: tuple[str, str] = CALL, seed: int = 7) -> Attempt:
        """A finished talk of this person's."""
        person = self.persons[login].id
        attempt = await start_undrawn(self.practice, *talk, person=person, seed=seed)
        for line in lines:
            if not (await self.practice.attempt(attempt.id, person)).is_finished:
                async for _ in self.practice.say(attempt.id, person, line):
                    pass
        return await self.practice.finish(attempt.id, person)
