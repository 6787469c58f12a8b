"""Many finished attempts in a database, made fast, and what must be true of them after scoring anew.

`python -m tests.scoring_jobs.rescored 100` kills that many runs at random instants and checks the database after each.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from roleplay.scoring_jobs.scoring_target import choose_target
from roleplay.scoring_jobs.transcript_import import import_transcript
from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from roleplay.transcript import Transcript, Turn

CAST = Path(__file__).parent.parent / "cast"
TALKS = 5
WORDS = (
    "Good morning Pat, this is Alice from Hearth ovens. How do your nights run?",
    "They are long, and the gas is dear.",
    "So gas has become the biggest worry. What does the gas bill cost you in a month?",
    "Too much. But a new oven is expensive.",
    "I understand. Forty bakeries used a third less gas in a year. Shall I come by on Thursday at ten?",
)


def fill(file: Path, attempts: int) -> Database:
    """Copies of a few imported talks, each with an id of its own and no scorecard."""
    database = Database(f"sqlite:///{file}")
    migrate(database)
    standard = choose_target(CAST, "call", "oven-call")
    talks = [import_transcript(database, talk(number), standard, "alice").attempt.id for number in range(TALKS)]
    forget_scorecards(file)
    with closing(sqlite3.connect(file)) as connection, connection:
        for number in range(attempts - TALKS):
            _copy(connection, talks[number % TALKS], str(uuid4()))
    return database


def _copy(connection: sqlite3.Connection, id: str, copy: str) -> None:
    for table, key in (("attempt", "id"), ("turn", "attempt")):
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        values = ["?" if name == key else "NULL" if name == "source" else f'"{name}"' for name in names]
        connection.execute(f"INSERT INTO {table} SELECT {', '.join(values)} FROM {table} WHERE {key} = ?", (copy, id))


def talk(number: int) -> Transcript:
    turns = tuple(
        Turn(n=n, speaker="customer" if n % 2 == 0 else "seller", text=f"{words} That is {number}.")
        for n, words in enumerate(WORDS, 1)
    )
    return Transcript(language="en", turns=turns, staged=False)


def forget_scorecards(file: Path) -> None:
    with closing(sqlite3.connect(file, timeout=20)) as connection, connection:
        connection.execute("DELETE FROM scorecard")
        connection.execute("UPDATE attempt SET scorecard = NULL, total = NULL, passed = NULL")


def scorecards(file: Path) -> dict[tuple[str, ...], int]:
    """How many rows each identity has."""
    with closing(sqlite3.connect(file, timeout=20)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute(
            "SELECT attempt, rubric_hash, scorer, scorer_version, COUNT(*) FROM scorecard GROUP BY 1, 2, 3, 4"
        ).fetchall()
    return {tuple(row[:4]): row[4] for row in rows}


def counting(file: Path) -> int:
    """Attempts whose total is that of the scorecard that counts."""
    with closing(sqlite3.connect(file, timeout=20)) as connection:
        rows = connection.execute(
            "SELECT a.total, s.card FROM attempt a JOIN scorecard s ON s.id = a.scorecard AND s.attempt = a.id"
        )
        return sum(total == json.loads(card)["total"] for total, card in rows)


def start_rescore(file: Path, jobs: int = 2) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ, "ROLEPLAY_DATABASE_URL": f"sqlite:///{file}", "ROLEPLAY_CONTENT": str(CAST), "ROLEPLAY_DATA": str(file.parent),
    }  # fmt: skip
    command = [sys.executable, "-m", "roleplay", "rescore", "--jobs", str(jobs)]
    return subprocess.Popen(
        command, env=environment, cwd=CAST.parent.parent, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for_the_group(group: int, seconds: float = 30.0) -> None:
    """The processes that a killed run had started end by themselves."""
    until = time.monotonic() + seconds
    while group_lives(group):
        assert time.monotonic() < until, "a process outlives the run that started it"
        time.sleep(0.02)


def killed_runs(file: Path, attempts: int, runs: int, seed: int) -> tuple[int, int]:
    """Runs that are killed at random instants, checked each time; when all is scored it begins anew.

    Returns how many kills came in mid-work, and how often all was scored.
    """
    dice, midway, whole = random.Random(seed), 0, 0
    for _ in range(runs):
        before = len(scorecards(file))
        run = start_rescore(file)
        _let_it_work(run, file, before, dice)
        run.send_signal(signal.SIGKILL)
        run.wait()
        wait_for_the_group(run.pid)
        found = scorecards(file)
        assert set(found.values()) <= {1}, "an attempt has two scorecards of one identity"
        assert counting(file) == len(found), "a scorecard is there and does not count"
        midway += before < len(found) < attempts
        if len(found) == attempts:
            whole += 1
            forget_scorecards(file)
    assert start_rescore(file).wait(120) == 0
    found = scorecards(file)
    assert list(found.values()) == [1] * attempts and counting(file) == attempts
    return midway, whole


def _let_it_work(run: "subprocess.Popen[bytes]", file: Path, before: int, dice: random.Random) -> None:
    """A quarter is killed while it starts, the others within a moment of their first new scorecard."""
    if dice.random() < 0.25:
        time.sleep(dice.uniform(0, 1.5))
        return
    while run.poll() is None and len(scorecards(file)) == before:
        time.sleep(0.01)
    time.sleep(dice.uniform(0, 0.4))


if __name__ == "__main__":
    with TemporaryDirectory(prefix="rescored-") as folder:
        fill(Path(folder) / "many.db", 400)
        midway, whole = killed_runs(Path(folder) / "many.db", 400, int(sys.argv[1]), seed=4)
        sys.stdout.write(
            f"{sys.argv[1]} runs killed, {midway} in mid-work; all 400 scored {whole + 1} times; no identity twice\n"
        )
