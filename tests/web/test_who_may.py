"""Every route against everybody: generated from the application's own routes, so that one nobody thought of fails."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from chainlit.server import app as chainlit_app
from chainlit.server import build_dir, sio
from fastapi import FastAPI

from roleplay.config import Settings
from roleplay.people import PeopleService
from roleplay.person import Role
from roleplay.practice import PracticeService, open_practice
from roleplay.store.database import Database
from roleplay.store.tables import AssigneeRow, AssignmentRow, PlaybookRow, ReminderRow, now
from roleplay.web.chat.door import is_needed
from roleplay.web.pace import Pace
from roleplay.web.server import create_app
from roleplay.web.who import csrf_of
from tests.web.conftest import CALL, HOST, shipped
from tests.web.undrawn import start_undrawn
from tests.web.who_may import EVENTS, EXAMPLES, FORMS, JSON, MAY, OTHER_EXAMPLES, WHO

ROLES: dict[str, tuple[Role, str]] = {
    "admin": ("admin", ""), "disabled": ("admin", "North"), "other_seller": ("seller", "South"),
    "other_coach": ("coach", "South"), "coach": ("coach", "North"), "seller": ("seller", "North"),
}  # fmt: skip
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
GAP = re.compile(r"\{(\w+)(?::\w+)?\}")


def routes_of(app: Any, prefix: str = "") -> Iterator[str]:
    """`GET /attempts/{attempt_id}`, through routers within routers; what is mounted answers for itself."""
    for route in app.routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from routes_of(inner, prefix)
        elif getattr(route, "methods", None):
            yield from (f"{method} {prefix}{route.path}" for method in sorted(set(route.methods) & set(METHODS)))


def is_open(path: str) -> bool:
    return is_needed(path.removeprefix("/chat"))


@pytest.fixture(scope="module")
def bare_app(chainlit_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    url = f"sqlite:///{tmp_path_factory.mktemp('bare') / 'web.db'}"
    settings = Settings(data=chainlit_folder, database_url=url)
    return create_app(settings, open_practice(settings, shipped), Pace(scale=0))


@dataclass(frozen=True)
class Cast:
    """A house with its people: their sessions, and what stands for the gaps in addresses."""

    database: Path
    sessions: dict[str, str]
    places: dict[str, str]


@pytest.fixture(scope="module")
def cast(chainlit_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    database = tmp_path_factory.mktemp("cast") / "web.db"
    practice = open_practice(Settings(data=chainlit_folder, database_url=f"sqlite:///{database}"), shipped, flush=0)
    people = PeopleService(practice.database)
    sessions = {"anonymous": ""}
    ids: dict[str, str] = {}
    for name, (role, team) in ROLES.items():
        person = people.add(name, f"The {name}", [role])
        people.set_teams(person.id, [team] if role == "seller" else [], [team] if role != "seller" and team else [])
        ids[name], sessions[name] = person.id, people.open_session(person)
    people.disable(ids["disabled"])
    attempt, retry = asyncio.run(_talk(practice, ids["seller"]))
    _on_the_desk(practice.database, ids["coach"], ids["seller"], attempt)
    team = next(id for id, name in people.teams().items() if name == "North")
    places = {"attempt": attempt, "retry": retry, "seller": ids["seller"], "team": str(team)}
    places["asset"] = next(path.name for path in (Path(build_dir) / "assets").glob("*.js"))
    practice.database.engine.dispose()
    return Cast(database, sessions, places)


def _on_the_desk(database: Database, coach: str, seller: str, attempt: str) -> None:
    """What the coach of North gave and took: an assignment, a line and a reminder, each the first of its table."""
    with database.writing() as session:
        session.add(AssignmentRow(id=1, title="Call", scenario=CALL[0], made_by=coach, made_at=now(), starts_at=now()))
        session.flush()
        session.add(AssigneeRow(assignment=1, person=seller))
        session.add(
            PlaybookRow(
                id=1, scenario=CALL[0], serves=["check:who-and-why"], line="Good morning.", why="Short.",
                attempt=attempt, turn=1, coach=coach, made_at=now(),
            )
        )  # fmt: skip
        session.add(ReminderRow(id=1, person=seller, coach=coach, day=date(2026, 1, 1), made_at=now()))


async def _talk(practice: PracticeService, person: str) -> tuple[str, str]:
    attempt = await start_undrawn(practice, *CALL, person=person, seed=7)
    for line in ("Good morning.", "What takes most of your time?"):
        async for _ in practice.say(attempt.id, person, line):
            pass
    await practice.finish(attempt.id, person)
    return attempt.id, (await practice.retry(attempt.id, person, 3)).id


@pytest.fixture
def house(cast: Cast, chainlit_folder: Path, tmp_path: Path) -> FastAPI:
    """As the cast left it: what one route changes, the next one does not see."""
    shutil.copy(cast.database, tmp_path / "web.db")
    settings = Settings(data=chainlit_folder, database_url=f"sqlite:///{tmp_path / 'web.db'}")
    return create_app(settings, open_practice(settings, shipped, flush=0), Pace(scale=0))


def place(route: str, places: dict[str, str]) -> tuple[str, str]:
    """Method and address, its gaps filled."""
    method, path = route.split(" ", 1)
    examples = EXAMPLES | OTHER_EXAMPLES.get(route, {})
    for gap in GAP.findall(path):
        assert gap in examples, f'tests/web/who_may.py, EXAMPLES: add what stands for it: "{gap}": "...",'
    return method, GAP.sub(lambda gap: examples[gap[1]].format(**places), path)


async def ask(house: FastAPI, route: str, session: str, places: dict[str, str]) -> httpx.Response:
    method, address = place(route, places)
    transport = httpx.ASGITransport(house, raise_app_exceptions=False)
    headers = {"accept": "text/html", "origin": f"http://{HOST}"}
    cookies = {"roleplay_session": session} if session else {}
    async with httpx.AsyncClient(
        transport=transport, base_url=f"http://{HOST}", headers=headers, cookies=cookies
    ) as one:
        if method == "GET":
            return await one.get(address)
        if route in JSON:
            return await one.request(method, address, json=JSON[route])
        return await one.request(method, address, data=FORMS.get(route, {}) | {"csrf": csrf_of(session)})


def told(answer: httpx.Response) -> str:
    led = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?back=")
    shut = answer.status_code == 401 and "<h1>Please sign in</h1>" in answer.text
    return "out" if led or shut else str(answer.status_code)


def test_every_route_of_ours_has_its_line(bare_app: FastAPI) -> None:
    missing = sorted(set(routes_of(bare_app)) - set(MAY))
    lines = "\n".join(f'    "{route}": OWN,' for route in missing)
    order = " ".join(WHO)
    assert not missing, f"tests/web/who_may.py, MAY: who may open these? Add a line each ({order}):\n{lines}"


def test_every_open_route_of_chainlits_has_its_line() -> None:
    open_ones = {one for one in routes_of(chainlit_app, "/chat") if is_open(GAP.sub("x", one.split(" ", 1)[1]))}
    missing = sorted(open_ones - set(MAY))
    assert not missing, f"Chainlit answers these, and no line in tests/web/who_may.py says to whom: {missing}"


def test_no_line_is_of_no_route(bare_app: FastAPI) -> None:
    known = set(routes_of(bare_app)) | set(routes_of(chainlit_app, "/chat"))
    assert sorted(set(MAY) - known) == []


def test_every_event_of_the_socket_has_its_line() -> None:
    assert set(sio.handlers["/"]) == set(EVENTS), "tests/web/who_may.py, EVENTS: say what keeps it to its own"


@pytest.mark.parametrize("route", sorted(MAY))
async def test_each_is_answered_what_the_table_says(route: str, house: FastAPI, cast: Cast) -> None:
    expected = dict(zip(WHO, MAY[route].split(), strict=True))
    found = {who: told(await ask(house, route, cast.sessions[who], cast.places)) for who in WHO}
    line = " ".join(found.values())
    assert found == expected, f'if this is meant, tests/web/who_may.py: "{route}": "{line}"'


def closed_routes() -> list[str]:
    return sorted(one for one in routes_of(chainlit_app, "/chat") if not is_open(GAP.sub("x", one.split(" ", 1)[1])))


@pytest.mark.parametrize("who", WHO)
async def test_everything_else_of_chainlits_is_closed_to_everybody(who: str, house: FastAPI, cast: Cast) -> None:
    wanted = "out" if who in ("anonymous", "disabled") else "404"
    closed = closed_routes()
    assert len(closed) > 15, "Chainlit's routes are found"
    for route in closed:
        method, path = route.split(" ", 1)
        bare = f"{method} {GAP.sub('x', path)}"
        assert told(await ask(house, bare, cast.sessions[who], cast.places)) == wanted, route


async def test_a_form_that_changes_something_needs_its_token_from_everybody_signed_in(
    house: FastAPI, cast: Cast
) -> None:
    transport = httpx.ASGITransport(house, raise_app_exceptions=False)
    headers, cookies = {"accept": "text/html"}, {"roleplay_session": cast.sessions["admin"]}
    posts = [route for route in MAY if route.startswith("POST ") and not route.startswith("POST /chat")]
    async with httpx.AsyncClient(
        transport=transport, base_url=f"http://{HOST}", headers=headers, cookies=cookies
    ) as one:
        for route in posts:
            answer = await one.post(place(route, cast.places)[1], data=FORMS.get(route, {}))
            assert answer.status_code == 409 and "This form has expired" in answer.text, route
