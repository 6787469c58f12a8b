"""Fills a database with finished attempts: `python -m tools.make_attempts 10000 sqlite:////folder/many.db`.

Real talks of the bot sellers with the offline customer, of 18 to 22 turns, copied over and over with ids of their own and
without scorecards. The same number gives the same talks.
"""

import asyncio
import sys
from itertools import cycle
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlmodel import Session, col, insert, select

from roleplay.config import ROOT, Settings
from roleplay.content.library import Library, load_library
from roleplay.customer.dice import draw
from roleplay.practice import open_practice
from roleplay.practice.service import PracticeService
from roleplay.rehearsal.play import PERSON, Case, PreparedScenario, play
from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from roleplay.store.tables import AttemptRow, ContentRow, TurnRow

SELLERS = ("strong", "average", "weak", "pushy")
SEEDS = range(1, 5)
LENGTHS = range(18, 23)  # turns: twenty, give or take
AT_ONCE = 200  # attempts in one transaction


def make_attempts(n: int, url: str) -> float:
    """Adds `n` attempts; returns how many turns one has on average."""
    target = Database(url)
    migrate(target)
    with TemporaryDirectory(prefix="talks-") as folder:
        source = f"sqlite:///{folder}/talks.db"
        asyncio.run(_play_all(open_practice(Settings(database_url=source), flush=0), load_library(ROOT)))
        return _copy(Database(source), target, n)


async def _play_all(door: PracticeService, library: Library) -> None:
    for scenario in library.scenarios.values():
        for persona in scenario.personas:
            stage = PreparedScenario(library, scenario.id, persona)
            for seller in SELLERS:
                for seed in SEEDS:
                    await play(door, stage, Case(scenario.id, persona, "standard", seller), seed)


def _copy(source: Database, target: Database, n: int) -> float:
    with source.reading() as session:
        contents = [row.model_dump() for row in session.exec(select(ContentRow))]
        wanted = select(AttemptRow).where(AttemptRow.person == PERSON, col(AttemptRow.turns).in_(LENGTHS))
        talks = [
            (row.model_dump(), _turns(session, row.id)) for row in session.exec(wanted.order_by(col(AttemptRow.seed)))
        ]
    with target.writing() as session:
        session.exec(insert(ContentRow).prefix_with("OR IGNORE"), params=contents)
    copies = cycle(sorted(talks, key=lambda talk: (talk[0]["seed"], talk[0]["scenario"], talk[0]["persona"])))
    turns = 0
    for first in range(0, n, AT_ONCE):
        batch = [_copied(*next(copies), number) for number in range(first, min(first + AT_ONCE, n))]
        turns += sum(len(said) for _attempt, said in batch)
        with target.writing() as session:
            session.exec(insert(AttemptRow), params=[attempt for attempt, _said in batch])
            session.exec(insert(TurnRow), params=[turn for _attempt, said in batch for turn in said])
    return turns / n


def _turns(session: Session, attempt: str) -> list[dict[str, object]]:
    rows = session.exec(select(TurnRow).where(TurnRow.attempt == attempt).order_by(col(TurnRow.n)))
    return [row.model_dump() for row in rows]


def _copied(
    attempt: dict[str, object], turns: list[dict[str, object]], number: int
) -> tuple[dict[str, object], list[dict[str, object]]]:
    id = str(UUID(int=int(draw(number, 0, "id") * 2**53) << 70 | number, version=4))
    copy = {
        **attempt,
        "id": id,
        "person": "local",
        "kind": "practice",
        "scorecard": None,
        "total": None,
        "passed": None,
    }
    return copy, [{**turn, "attempt": id} for turn in turns]


if __name__ == "__main__":
    made = make_attempts(int(sys.argv[1]), sys.argv[2])
    sys.stdout.write(f"{sys.argv[1]} attempts of {made:.1f} turns\n")
