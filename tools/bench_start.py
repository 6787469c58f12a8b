"""What the first pages after a start cost: `python -m tools.bench_start URL`, a database of `tools.make_desk`.

For each page a process of its own starts the application as the server does. Processor time of the first request and of the
third one, when the background work of the start is done; with `--at-once` the first request comes before that work.
"""

import argparse
import asyncio
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from sqlalchemy.exc import IntegrityError

from roleplay.config import Settings
from roleplay.people.credentials import digest
from roleplay.store.database import Database
from roleplay.store.sessions import add_session
from roleplay.web.auth.middleware import COOKIE
from roleplay.web.server import create_app

PAGES = (("coach-1", "/coach"), ("coach-1", "/coach/team"), ("coach-1", "/coach/assignments"), ("seller-1", "/"))
TOKEN = "token of {}"


async def first_and_third(url: str, person: str, path: str, at_once: bool, folder: Path) -> None:
    app = create_app(Settings(data=folder, database_url=url))
    headers = {"accept": "text/html", "accept-language": "en", "cookie": f"{COOKIE}={TOKEN.format(person)}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", headers=headers) as client,
    ):
        if not at_once:
            await app.state.warming
        taken = []
        for _ in range(3):
            began, worked = time.perf_counter(), time.process_time()
            assert (await client.get(path)).status_code == 200, path
            taken.append((1e3 * (time.process_time() - worked), 1e3 * (time.perf_counter() - began)))
        first, _second, third = taken
        print(
            f"{path:22s} first {first[0]:7.0f} ms of work ({first[1]:6.0f} on the clock), "
            f"third {third[0]:5.0f} ({third[1]:5.0f})",
            flush=True,
        )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("url")
    asked.add_argument("--at-once", action="store_true")
    asked.add_argument("--page", type=int)
    given = asked.parse_args()
    if given.page is None:
        again = [sys.executable, "-m", "tools.bench_start", *sys.argv[1:], "--page"]
        for n in range(len(PAGES)):
            subprocess.run([*again, str(n)], check=True)
        return
    person, path = PAGES[given.page]
    token = digest(TOKEN.format(person))
    database = Database(given.url)
    with suppress(IntegrityError):  # it is there from the last time
        add_session(database, token, person, timedelta(days=1))
    with TemporaryDirectory(prefix="start-") as folder:
        asyncio.run(first_and_third(given.url, person, path, given.at_once, Path(folder)))


if __name__ == "__main__":
    main()
