"""A backup is the whole database in one file, also while somebody writes; a restore puts it back and loses nothing by accident."""

import sqlite3
import stat
from pathlib import Path
from threading import Event, Thread

import pytest

from roleplay.attempt import Attempt
from roleplay.errors import RoleplayError
from roleplay.store import database as store_database
from roleplay.store.backup import back_up, has_data, restore
from roleplay.store.database import Database
from roleplay.store.migrate import migrate
from roleplay.store.server_lock import only_server
from roleplay.store.turns import add_turn, read_turns
from tests.conftest import ON_SQLITE
from tests.store.conftest import said


def texts(database: Database, attempt: str) -> list[str]:
    return [stored.turn.text for stored in read_turns(database, attempt)]


def test_what_was_backed_up_comes_back_and_what_came_after_is_gone(
    database: Database, alice: Attempt, tmp_path: Path
) -> None:
    add_turn(database, alice.id, said(1, "before"))
    back_up(database, tmp_path / "copy")
    add_turn(database, alice.id, said(2, "after"))

    restore(database, tmp_path / "copy", replace=True)

    assert texts(database, alice.id) == ["before"]


@ON_SQLITE
def test_a_backup_under_load_holds_every_turn_that_was_acknowledged_before_it(
    database: Database, alice: Attempt, tmp_path: Path
) -> None:
    acknowledged, stop = [], Event()

    def write() -> None:
        for n in range(1, 400):
            if stop.is_set():
                return
            add_turn(database, alice.id, said(n, f"line {n}"))
            acknowledged.append(n)

    writer = Thread(target=write)
    writer.start()
    while len(acknowledged) < 20:
        pass
    before = len(acknowledged)
    back_up(database, tmp_path / "copy.db")
    stop.set()
    writer.join()

    copy = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    kept = texts(copy, alice.id)
    assert len(kept) >= before
    assert kept == [f"line {n}" for n in range(1, len(kept) + 1)]


@ON_SQLITE
def test_a_backup_is_one_plain_file_for_its_owner_only(database: Database, alice: Attempt, tmp_path: Path) -> None:
    back_up(database, tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.db"]
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_backup_overwrites_nothing(database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("mine")
    with pytest.raises(RoleplayError, match="backup-there"):
        back_up(database, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "mine"


def test_a_restore_over_data_is_refused_until_it_is_asked_for(
    database: Database, alice: Attempt, tmp_path: Path
) -> None:
    back_up(database, tmp_path / "copy")
    with pytest.raises(RoleplayError, match="restore-there"):
        restore(database, tmp_path / "copy")


@ON_SQLITE
def test_what_a_restore_replaces_is_kept_beside(database: Database, alice: Attempt, tmp_path: Path) -> None:
    back_up(database, tmp_path / "copy.db")
    add_turn(database, alice.id, said(1, "after"))
    kept = restore(database, tmp_path / "copy.db", replace=True)
    assert kept is not None
    assert texts(Database(f"sqlite:///{kept}"), alice.id) == ["after"]


def test_a_restore_is_refused_while_a_server_runs(database: Database, tmp_path: Path) -> None:
    back_up(database, tmp_path / "copy")
    with only_server(database), pytest.raises(RoleplayError, match="store-served"):
        restore(database, tmp_path / "copy", replace=True)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00 and then nothing"])
def test_what_is_no_backup_is_refused_and_nothing_changes(
    database: Database, alice: Attempt, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "odd").write_bytes(content)
    with pytest.raises(RoleplayError, match="restore-odd"):
        restore(database, tmp_path / "odd", replace=True)
    assert has_data(database)


@ON_SQLITE
def test_a_backup_of_a_newer_version_is_refused_by_name(database: Database, alice: Attempt, tmp_path: Path) -> None:
    back_up(database, tmp_path / "copy.db")
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RoleplayError, match="store-newer"):
        restore(database, tmp_path / "copy.db", replace=True)


def test_a_second_server_on_one_database_is_refused_and_may_start_when_the_first_has_gone(database: Database) -> None:
    other = Database(database.url.render_as_string(hide_password=False))
    with only_server(database), pytest.raises(RoleplayError, match="store-served"), only_server(other):
        pass
    with only_server(other):
        pass


@ON_SQLITE
def test_after_a_clean_stop_the_file_alone_is_all_there_is(database: Database, alice: Attempt, tmp_path: Path) -> None:
    add_turn(database, alice.id, said(1, "all of it"))
    database.leave_whole()
    assert database.file is not None
    alone = tmp_path / "alone.db"
    alone.write_bytes(database.file.read_bytes())
    assert texts(Database(f"sqlite:///{alone}"), alice.id) == ["all of it"]


def test_a_commit_outlives_a_power_cut_unless_it_is_a_quick_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_database, "LASTING", "FULL")
    database = Database(f"sqlite:///{tmp_path / 'practice.db'}")
    migrate(database)
    found = []
    for quick in (False, True):
        with database.writing(quick=quick) as session:
            found.append(session.connection().exec_driver_sql("PRAGMA synchronous").scalar())
    assert found == [2, 1]  # FULL, NORMAL
