"""A database moves whole to another one: every row, in any order of interruptions, and nothing of anybody else's is touched."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from roleplay.errors import RoleplayError
from roleplay.store.copy_database import copy_database
from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from roleplay.store.server_lock import only_server
from tools.make_desk import make_desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """People, teams, attempts with turns and scorecards, reviews, assignments."""
    made = make_desk(40, f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.db'}")
    yield made
    made.close()


@pytest.fixture
def target(database_url: str) -> Iterator[Database]:
    empty = Database(database_url)
    yield empty
    empty.close()


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }


def test_every_row_of_every_table_arrives_as_it_was(desk: Database, target: Database) -> None:
    done = copy_database(desk, target)

    assert rows(target) == rows(desk)
    assert {one.name for one in done if one.rows} >= {
        "attempt",
        "person",
        "team",
        "turn",
        "scorecard",
        "review",
        "assignment",
    }
    assert all(one.written == one.rows for one in done)


def test_it_goes_on_where_it_was_interrupted(desk: Database, target: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roleplay.store.copy_database.BATCH", 7)
    steps = count()

    def pull_the_plug(table: str, done: int, total: int) -> None:
        if next(steps) == 25:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_database(desk, target, pull_the_plug)
    again = copy_database(desk, target)

    assert rows(target) == rows(desk)
    assert 0 < sum(one.written for one in again) < sum(one.rows for one in again)
    assert sum(one.written for one in copy_database(desk, target)) == 0


def test_ids_that_the_database_counts_go_on_behind_the_copied_ones(desk: Database, target: Database) -> None:
    copy_database(desk, target)
    table = SQLModel.metadata.tables["team"]
    with target.writer.begin() as writing:
        writing.execute(table.insert().values(name="A new team"))
    with target.engine.connect() as connection:
        ids = [row.id for row in connection.execute(select(table).order_by(table.c.id))]
    assert len(ids) == len(set(ids)) == len(rows(desk)["team"]) + 1


@pytest.mark.parametrize("table", ["team", "content"])
def test_a_target_that_holds_anything_else_is_left_alone(desk: Database, target: Database, table: str) -> None:
    migrate(target)
    theirs = {
        "team": {"id": 1, "name": "Somebody else's"},
        "content": {"hash": "f" * 64, "kind": "rubric", "text": "format: 1"},
    }
    with target.writer.begin() as writing:
        writing.execute(SQLModel.metadata.tables[table].insert().values(**theirs[table]))
    before = rows(target)

    with pytest.raises(RoleplayError) as refused:
        copy_database(desk, target)

    assert (refused.value.code, refused.value.params["table"]) == ("copy-target-other", table)
    assert rows(target) == before


def test_the_same_database_an_absent_one_an_old_one_and_a_running_server_are_refused(
    desk: Database, tmp_path: Path
) -> None:
    target, absent, old = (Database(f"sqlite:///{tmp_path / name}.db") for name in ("target", "absent", "old"))
    (tmp_path / "old.db").touch()
    for source, code in ((target, "copy-same"), (absent, "copy-no-source"), (old, "copy-source-old")):
        with pytest.raises(RoleplayError) as refused:
            copy_database(source, target)
        assert refused.value.code == code
    migrate(target)
    with only_server(desk), pytest.raises(RoleplayError) as refused:
        copy_database(desk, target)
    assert refused.value.code == "store-served"
