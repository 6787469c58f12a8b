"""What pages take over many talks, beside a bare route: `python -m tools.bench_desk [talks …] [--on URL] [--rounds N]`.

Whole requests inside one process, without a network: the time from asking to the last byte, and the processor's time that the
process spent on it, all threads together, which other work on the machine does not lengthen much. Every page is asked in turn
with the bare route (`/health`), so that all meet the same machine; medians. `--on` names an empty database, such as one on
PostgreSQL, whose own processor time is not counted.
"""

import argparse
import asyncio
import platform
import statistics
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from sqlmodel import select

from roleplay.config import Settings
from roleplay.people.credentials import digest
from roleplay.practice import open_practice
from roleplay.store.database import Database
from roleplay.store.sessions import add_session
from roleplay.store.tables import AssignmentRow
from roleplay.web.auth.middleware import COOKIE
from roleplay.web.server import create_app
from roleplay.web.warmup import warm_up
from tools.make_desk import make_desk

BARE = "/health"
DESK = {
    "queue": "/coach", "queue, all of a seller": "/coach?state=all&seller=seller-1",
    "queue, last page": "/coach?page=100000", "team, all teams, 4 weeks": "/coach/team",
    "team, all teams, 12 weeks": "/coach/team?period=12", "team, all teams, all time": "/coach/team?period=all",
    "team, one team": "/coach/team/1", "seller": "/coach/sellers/seller-1?period=all",
    "scenario": "/coach/scenarios/discovery-call?period=all", "trust": "/coach/trust",
    "assignments": "/coach/assignments", "assignment": "/coach/assignments/{assignment}",
    "assignment, new": "/coach/assignments/new", "playbook": "/coach/playbook",
    "playbook, a scenario": "/coach/playbook/discovery-call",
}  # fmt: skip
PEOPLE = {"people": "/people"}
OWN = {
    "home": "/", "me": "/me", "progress": "/progress/discovery-call", "attempts": "/attempts", "brief": "/scenarios/discovery-call",
}  # fmt: skip
READERS = {"coach-1": DESK, "admin": DESK | PEOPLE, "seller-1": OWN}


def browser(folder: Path, url: str, token: str) -> httpx.AsyncClient:
    settings = Settings(data=folder, database_url=url)
    app = create_app(settings, open_practice(settings))
    warm_up(app.state.context)
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    headers = {"accept": "text/html", "accept-language": "en", "cookie": f"{COOKIE}={token}"}
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", headers=headers)


async def timed(client: httpx.AsyncClient, path: str) -> tuple[float, float]:
    """Milliseconds on the clock and of processor time."""
    began, worked = time.perf_counter(), time.process_time()
    answer = await client.get(path)
    taken = 1e3 * (time.perf_counter() - began), 1e3 * (time.process_time() - worked)
    assert answer.status_code == 200, (path, answer.status_code)
    return taken


async def measure(folder: Path, url: str, talks: int, rounds: int) -> None:
    began, worked = time.perf_counter(), time.process_time()
    database = make_desk(talks, url)
    made, work = time.perf_counter() - began, time.process_time() - worked
    for person in READERS:
        add_session(database, digest(f"token of {person}"), person, timedelta(days=1))
    print(
        f"\n{talks} talks of 20 turns, made in {made:.0f} s ({work:.0f} s of work); medians of {rounds}, milliseconds"
    )
    print(f"{'':9s}{'':28s}{'clock':>9s}{'':8s}{'work':>9s}")
    assignment = _some_assignment(database)
    for person, pages in READERS.items():
        client = browser(folder, url, f"token of {person}")
        await show(person, client, {name: path.format(assignment=assignment) for name, path in pages.items()}, rounds)


def _some_assignment(database: Database) -> int:
    with database.reading() as session:
        return session.exec(select(AssignmentRow.id)).first() or 0


async def show(person: str, client: httpx.AsyncClient, pages: dict[str, str], rounds: int) -> None:
    pages = {"a bare route": BARE} | pages
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    for path in pages.values():
        await timed(client, path)
    for _ in range(rounds):
        for name, path in pages.items():
            found[name].append(await timed(client, path))
    medians = {
        name: tuple(statistics.median(each) for each in zip(*times, strict=True)) for name, times in found.items()
    }
    bare = medians["a bare route"]
    for name, (clock, work) in medians.items():
        ratios = f"  x{clock / bare[0]:6.1f}{work:9.1f}  x{work / bare[1]:6.1f}"
        print(f"{person:9s}{name:28s}{clock:9.1f}{ratios}", flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("talks", nargs="*", type=int, default=[10_000, 100_000])
    asked.add_argument("--on", default="", help="an empty database's address; by default a new SQLite file")
    asked.add_argument("--rounds", type=int, default=15)
    given = asked.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}")
    with TemporaryDirectory(prefix="desk-") as folder:
        for talks in given.talks:
            url = given.on or f"sqlite:///{Path(folder) / f'{talks}.db'}"
            asyncio.run(measure(Path(folder), url, talks, given.rounds))


if __name__ == "__main__":
    main()
