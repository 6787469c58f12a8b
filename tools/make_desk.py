"""Fills a database with what coaches' pages count: people, teams, talks of twenty turns, levels, outcomes, blind marks.

`python -m tools.make_desk 10000 sqlite:////folder/many.db`. Rows are drawn from a seed, not played: the pages only count
rows, and a hundred thousand talks are there in minutes. The same number gives the same rows, but for their days.
"""

import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import insert

from roleplay.config import ROOT
from roleplay.content.library import Library, load_library
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.scoring.attention import ORDER, is_sampled
from roleplay.scoring.scorer import SIGNALS_VERSION
from roleplay.store import tables
from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from roleplay.store.tables import now

TALKS_OF_ONE = 100  # a seller's in the year: two a week
TEAM = 10  # sellers
COACH = "coach-1"
DAYS, TURNS, AT_ONCE = 365, 20, 500
Rows = dict[type, list[dict[str, Any]]]


def make_desk(n: int, url: str) -> Database:
    """Adds `n` finished talks with people and teams; a third reviewed, one in ten drawn, half of these marked blind."""
    database, library, dice = Database(url), load_library(ROOT), random.Random(7)
    migrate(database)
    sellers = [f"seller-{number}" for number in range(max(TEAM, n // TALKS_OF_ONE))]
    _write(database, _people(sellers))
    scenarios, today = sorted(library.scenarios.values(), key=lambda each: each.id), now()
    for first in range(0, n, AT_ONCE):
        rows: Rows = {}
        for number in range(first, min(first + AT_ONCE, n)):
            scenario = scenarios[number % len(scenarios)]
            for table, row in _talk(dice, library, scenario, number, sellers, today):
                rows.setdefault(table, []).append(row)
        _write(database, rows)
    with database.writing() as session:
        session.connection().exec_driver_sql("ANALYZE")
    return database


def _write(database: Database, rows: Rows) -> None:
    with database.writing() as session:
        for table, found in rows.items():
            session.exec(insert(table), params=found)


def _people(sellers: list[str]) -> Rows:
    def person(id: str, role: str) -> dict[str, Any]:
        return {"id": id, "login": id, "name": id.title(), "roles": [role], "disabled": False, "made_at": now()}

    teams = [{"id": number + 1, "name": f"Team {number + 1}"} for number in range(-(-len(sellers) // TEAM))]
    members = [{"person": id, "team": place // TEAM + 1, "role": "seller"} for place, id in enumerate(sellers)]
    members += [{"person": COACH, "team": team["id"], "role": "coach"} for team in teams]
    people = [person(id, "seller") for id in sellers]
    return {tables.PersonRow: [*people, person(COACH, "coach"), person("coach-2", "coach"), person("admin", "admin")],
            tables.TeamRow: teams, tables.MembershipRow: members}  # fmt: skip


def _talk(
    dice: random.Random, library: Library, scenario: Scenario, number: int, sellers: list[str], today: datetime
) -> Iterator[tuple[type, dict[str, Any]]]:
    id, rubric = f"talk-{number:08d}", library.rubrics[scenario.rubric]
    ended = today - timedelta(days=DAYS * dice.random())
    drawn, reviewed, total = is_sampled(id), dice.random() < 0.33, dice.randint(20, 95)
    waits = not reviewed
    cause = "sample" if drawn else dice.choice(ORDER[2:])
    note = {"check": rubric.criteria[0].checks[0].id, "n": 1, "by": 2, "pass_mark": rubric.pass_mark, "total": total}
    yield tables.AttemptRow, {
        "id": id, "person": sellers[number % len(sellers)], "kind": "practice", "scenario": scenario.id,
        "persona": dice.choice(scenario.personas), "rubric": rubric.id, "language": scenario.language, "difficulty": "standard",
        "seed": number, "customer": "offline", "content": {}, "opening": {}, "started_at": ended - timedelta(minutes=9),
        "touched_at": ended, "finished_at": ended, "abandoned": False, "ending": dice.choice(("agreed", "not_now", "walked_out")),
        "phase": dice.choice(("probing", "objection", "closing")), "turns": TURNS, "scorecard": number + 1, "total": total,
        "passed": total >= rubric.pass_mark, "private": False, "sampled": drawn, "queue": cause if waits else None,
        "queue_rank": ORDER.index(cause) if waits else None, "queue_note": note, "review": number + 1 if reviewed else None,
    }  # fmt: skip
    for n in range(1, TURNS + 1):
        yield tables.TurnRow, _turn(id, n, ended)
    for criterion in rubric.criteria:
        level = dice.randint(0, 5) if dice.random() < 0.95 else None
        yield tables.LevelRow, {"attempt": id, "criterion": criterion.id, "level": level}
    for fact in scenario.facts:
        yield tables.OutcomeRow, {"attempt": id, "topic": f"fact:{fact.id}", "state": dice.choice(("told", "untold"))}
    for objection in scenario.objections:
        state = dice.choice(("waiting", "resolved", "open", "ignored"))
        yield tables.OutcomeRow, {"attempt": id, "topic": f"objection:{objection.id}", "state": state}
    yield from _reviewed(dice, library, rubric, id, number, ended, drawn, reviewed)


def _turn(id: str, n: int, ended: datetime) -> dict[str, Any]:
    return {
        "attempt": id, "n": n, "id": f"{id}-{n}", "speaker": "seller" if n % 2 else "customer", "status": "final",
        "text": f"Turn {n}: what would it take for your team to try this on one route in spring?", "said_at": ended,
        "phase": "probing", "moves": ["open_question"], "topics": [], "trust": 2 + n % 3, "patience": 3, "revealed": [],
        "objections": {}, "acts": [], "changes": [],
    }  # fmt: skip


def _reviewed(
    dice: random.Random,
    library: Library,
    rubric: Rubric,
    id: str,
    number: int,
    ended: datetime,
    drawn: bool,
    reviewed: bool,
) -> Iterator[tuple[type, dict[str, Any]]]:
    """The scorecard that the queue never reads, the review, and of a drawn talk the ratings of scorer and coaches."""
    text = library.hash("rubric", rubric.id)
    yield tables.ScorecardRow, {
        "id": number + 1, "attempt": id, "rubric_hash": text, "scorer": "signals", "scorer_version": SIGNALS_VERSION, "made_at": ended,
        "card": {},
    }  # fmt: skip
    if reviewed:
        yield tables.ReviewRow, {
            "id": number + 1, "attempt": id, "scorecard": number + 1, "coach": COACH, "round": 1, "note": "", "edition": 1,
            "made_at": ended, "signed_at": ended, "blind_at": ended if drawn else None,
        }  # fmt: skip
    raters = [
        (f"signals {SIGNALS_VERSION}", False),
        *([(COACH, True)] if reviewed else []),
        *([("coach-2", True)] if number % 3 else []),
    ]
    for criterion in rubric.criteria if drawn else ():
        for check in ("", *(each.id for each in criterion.checks)):
            best = 5.0 if not check else 1.0
            value = dice.choice((0.0, best))
            for rater, coach in raters:
                given = value if dice.random() < 0.85 else best - value
                yield tables.RatingRow, {
                    "attempt": id, "rubric_hash": text, "criterion": criterion.id, "check": check, "rater": rater,
                    "coach": coach, "rubric": rubric.id, "value": given,
                }  # fmt: skip


def main() -> None:
    make_desk(int(sys.argv[1]), sys.argv[2])


if __name__ == "__main__":
    main()
