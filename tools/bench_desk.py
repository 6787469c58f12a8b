"""What coaches' pages take over many talks, beside the home page of an empty house: `python -m tools.bench_desk [talks …]`.

Whole requests inside one process, without a network: the time from asking to the last byte. The pages of the big house and
the home page of the empty one are asked in turn, so that all meet the same machine; medians.
"""

import asyncio
import platform
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from roleplay.config import Settings
from roleplay.people.secrets import digest
from roleplay.practice import open_practice
from roleplay.store.sessions import add_session
from roleplay.web.server import create_app
from roleplay.web.who import COOKIE
from tools.make_desk import make_desk

ROUNDS = 15
PAGES = {
    "queue": "/coach", "queue, all of a seller": "/coach?state=all&seller=seller-1",
    "team, all teams, 4 weeks": "/coach/team", "team, all teams, 12 weeks": "/coach/team?period=12",
    "team, all teams, all time": "/coach/team?period=all", "team, one team": "/coach/team/1",
    "seller": "/coach/sellers/seller-1?period=all", "scenario": "/coach/scenarios/discovery-call?period=all",
    "trust": "/coach/trust",
}  # fmt: skip
READERS = {"coach": "coach-1", "admin": "admin"}


def browser(folder: Path, url: str, token: str | None = None) -> httpx.AsyncClient:
    settings = Settings(data=folder, database_url=url)
    app = create_app(settings, open_practice(settings))
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    headers = {"accept": "text/html", "accept-language": "en"} | ({"cookie": f"{COOKIE}={token}"} if token else {})
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", headers=headers)


async def timed(client: httpx.AsyncClient, path: str) -> float:
    began = time.perf_counter()
    answer = await client.get(path)
    taken = 1e3 * (time.perf_counter() - began)
    assert answer.status_code == 200, (path, answer.status_code)
    return taken


async def measure(folder: Path, talks: int) -> None:
    url = f"sqlite:///{folder / f'{talks}.db'}"
    began = time.perf_counter()
    database = make_desk(talks, url)
    made = time.perf_counter() - began
    for person in READERS.values():
        add_session(database, digest(f"token of {person}"), person, timedelta(days=1))
    empty = browser(folder, f"sqlite:///{folder / f'empty-{talks}.db'}")
    print(f"\n{talks} talks of 20 turns, made in {made:.0f} s; medians of {ROUNDS}, milliseconds")
    for role, person in READERS.items():
        desk = browser(folder, url, f"token of {person}")
        await show(role, desk, empty)


async def show(role: str, desk: httpx.AsyncClient, empty: httpx.AsyncClient) -> None:
    found: dict[str, list[float]] = {name: [] for name in ("home of an empty house", *PAGES)}
    first = {name: await timed(desk, path) for name, path in PAGES.items()}
    await timed(empty, "/")
    for _ in range(ROUNDS):
        found["home of an empty house"].append(await timed(empty, "/"))
        for name, path in PAGES.items():
            found[name].append(await timed(desk, path))
    home = statistics.median(found["home of an empty house"])
    for name, times in found.items():
        median = statistics.median(times)
        print(f"{role:6s} {name:28s}{median:9.1f}  x{median / home:5.1f}   first {first.get(name, 0):8.1f}")


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or [10_000, 100_000]
    print(f"Python {platform.python_version()}, {platform.machine()}")
    with TemporaryDirectory(prefix="desk-") as folder:
        for talks in sizes:
            asyncio.run(measure(Path(folder), talks))


if __name__ == "__main__":
    main()
