"""Fills a database with what pages list and count: people, teams, talks of twenty turns, reviews, assignments, a playbook.

`python -m tools.make_desk 10000 sqlite:////folder/many.db`. Rows are drawn from a seed, not played, and the turns are made by
the database, so that a hundred thousand talks are there in minutes. The same number gives the same rows, but for their days.
"""

import random
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert, text

from roleplay.config import ROOT
from roleplay.content.library import Library, load_library
from roleplay.store import tables
from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from roleplay.store.planner_statistics import refresh_statistics
from roleplay.store.tables import METADATA, now
from tools.desk_rows import COACHES, LEFT_OPEN, SAID, TURNS, Row, Rows, Talk

TALKS_OF_ONE = 100  # a seller's in the year: two a week
TEAM = 10  # sellers
DAYS, AT_ONCE = 365, 1000
ASSIGNED = 4  # assignments of a team in the year, beside a programme
NUMBERED = ("scorecard", "review")  # tables whose ids are given here: PostgreSQL's counting goes on behind them

# every talk has the same turns, under its own name
COPY_TURNS = """
INSERT INTO turn (attempt, n, id, speaker, status, text, said_at, phase, moves, topics, trust, patience, revealed,
    objections, acts, changes)
SELECT attempt.id, pattern.n, attempt.id || '-' || pattern.n, pattern.speaker, pattern.status, pattern.text,
    attempt.started_at, pattern.phase, pattern.moves, pattern.topics, pattern.trust, pattern.patience, pattern.revealed,
    pattern.objections, pattern.acts, pattern.changes
FROM attempt CROSS JOIN turn AS pattern
WHERE pattern.attempt = :pattern AND attempt.id <> :pattern AND attempt.seed BETWEEN :first AND :last
"""


def make_desk(n: int, url: str) -> Database:
    """Adds `n` talks with people, teams and all that hangs on them; a third is reviewed, one in ten drawn."""
    database, library, dice = Database(url), load_library(ROOT), random.Random(7)
    migrate(database)
    rows, today = Rows(library, dice), now()
    sellers = [f"seller-{number}" for number in range(max(TEAM, n // TALKS_OF_ONE))]
    teams = -(-len(sellers) // TEAM)
    _write(database, _people(sellers, teams))
    _write(database, _assignments(library, teams, today))
    _write(database, ((tables.ContentRow, text) for text in rows.texts()))
    pattern = _talk(library, dice, sellers, 0, today)
    _write(database, [*rows.of(pattern), *((tables.TurnRow, _turn(pattern.id, n, today)) for n in range(1, TURNS + 1))])
    for first in range(1, n, AT_ONCE):
        last = min(first + AT_ONCE, n) - 1
        talks = [_talk(library, dice, sellers, number, today) for number in range(first, last + 1)]
        _write(database, (row for talk in talks for row in rows.of(talk)))
        with database.writing() as session:
            session.execute(text(COPY_TURNS), {"pattern": pattern.id, "first": first, "last": last})
    _go_on_counting(database.writer)
    refresh_statistics(database)
    return database


def _talk(library: Library, dice: random.Random, sellers: list[str], number: int, today: datetime) -> Talk:
    scenario = dice.choice(sorted(library.scenarios.values(), key=lambda each: each.id))
    is_open = number % LEFT_OPEN == LEFT_OPEN - 1
    return Talk(
        id=str(UUID(int=dice.getrandbits(128), version=4)), number=number, seller=sellers[number % len(sellers)],
        scenario=scenario, persona=dice.choice(scenario.personas), rubric=library.rubrics[scenario.rubric],
        ended=today - timedelta(days=DAYS * dice.random()), total=dice.randint(20, 95), is_open=is_open,
        reviewed=not is_open and dice.random() < 0.33,
    )  # fmt: skip


def _turn(attempt: str, n: int, at: datetime) -> dict[str, Any]:
    return {
        "attempt": attempt, "n": n, "id": f"{attempt}-{n}", "speaker": "seller" if n % 2 else "customer",
        "status": "final", "text": SAID.format(n), "said_at": at, "phase": "probing", "moves": ["open_question"],
        "topics": [], "trust": 2 + n % 3, "patience": 3, "revealed": [], "objections": {}, "acts": [], "changes": [],
    }  # fmt: skip


def _people(sellers: list[str], teams: int) -> Iterable[Row]:
    def person(id: str, role: str) -> Row:
        name = id.replace("-", " ").title()
        return tables.PersonRow, {
            "id": id,
            "login": id,
            "name": name,
            "roles": [role],
            "disabled": False,
            "made_at": now(),
        }

    yield person("admin", "admin")
    yield from (person(id, "seller") for id in sellers)
    yield from (person(id, "coach") for id in COACHES)
    yield from ((tables.TeamRow, {"id": number, "name": f"Team {number}"}) for number in range(1, teams + 1))
    for place, id in enumerate(sellers):
        yield tables.MembershipRow, {"person": id, "team": place // TEAM + 1, "role": "seller"}
    for number in range(1, teams + 1):
        yield tables.MembershipRow, {"person": COACHES[0], "team": number, "role": "coach"}


def _assignments(library: Library, teams: int, today: datetime) -> Iterable[Row]:
    """For each team some single ones spread over the year, and a programme in the last quarter."""
    scenarios, id = sorted(library.scenarios), 0
    stages = next(iter(library.programmes.values())).stages
    for team in range(1, teams + 1):
        single = [
            (scenarios[(team + n) % len(scenarios)], n, None, None, today - timedelta(days=DAYS * n / ASSIGNED))
            for n in range(1, ASSIGNED + 1)
        ]
        staged = [
            (stage.scenario, n, f"first-weeks/{team}", stage.gate, today - timedelta(days=90))
            for n, stage in enumerate(stages, 1)
        ]
        for scenario, n, programme, gate, begins in [*single, *staged]:
            id += 1
            yield tables.AssignmentRow, {
                "id": id, "title": library.scenarios[scenario].title, "scenario": scenario, "persona": None, "difficulty": None,
                "starts_at": begins, "due_at": begins + timedelta(days=28), "pass_mark": None, "allowed": None,
                "programme": programme, "stage": n if programme else None, "gate": gate, "made_by": COACHES[0],
                "made_at": begins, "withdrawn_at": None,
            }  # fmt: skip
            yield tables.AssigneeRow, {"assignment": id, "person": None, "team": team}


def _write(database: Database, rows: Iterable[Row]) -> None:
    """Table by table, in the order in which they first come: what points at a row comes after it."""
    found: dict[type, list[dict[str, Any]]] = {}
    for table, row in rows:
        found.setdefault(table, []).append(row)
    with database.writing() as session:
        for table, wanted in found.items():
            session.execute(insert(METADATA.tables[str(table.__tablename__)]), wanted)


def _go_on_counting(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        return
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))  # autovacuum does it, but not at once
        for table in (*NUMBERED, "team", "assignment"):
            counted = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id) + 1) FROM {table}"
            connection.execute(text(counted))


def main() -> None:
    make_desk(int(sys.argv[1]), sys.argv[2])


if __name__ == "__main__":
    main()
