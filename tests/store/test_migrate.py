"""A database is brought to the tables of this version; an old one is copied first, a newer one refused."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from roleplay.errors import RoleplayError
from roleplay.heard import Heard, Span
from roleplay.store.attempts import add_attempt, find_attempt
from roleplay.store.database import Database
from roleplay.store.migrate import MIGRATIONS, migrate
from roleplay.store.tables import METADATA
from roleplay.store.turns import read_turns
from tests import cheap
from tests.conftest import ON_SQLITE
from tests.store.conftest import OPENING, TEXTS, an_attempt

HEAD = ScriptDirectory(str(MIGRATIONS)).get_current_head()
NEXT_STEP = f"""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{HEAD}", None, None

def upgrade():
    op.add_column("attempt", sa.Column("note", sa.String(20)))
"""
FIRST_ROWS = """
INSERT INTO attempt (id, person, kind, scenario, persona, rubric, language, difficulty, seed, customer, content, opening,
    started_at, touched_at, finished_at, abandoned, ending, phase, turns, total, passed)
VALUES ('first', 'alice', 'practice', 's', 'p', 'r', 'zh-CN', 'standard', 1, 'offline', '{}', '{}',
    '2026-11-20 10:00:00', '2026-11-20 10:00:00', '2026-11-20 10:00:00', 0, 'agreed', 'closing', 1, 80, 1);
INSERT INTO turn (attempt, n, id, speaker, status, text, said_at, phase, moves, topics, revealed, objections, acts, changes)
VALUES ('first', 1, 't', 'seller', 'final', '您好', '2026-11-20 10:00:00', 'opening', '[]', '[]', '[]', '{}', '[]', '[]');
INSERT INTO scorecard (id, attempt, rubric_hash, scorer, scorer_version, made_at, card)
VALUES (7, 'first', 'h', 'signals', 'v', '2026-11-20 10:00:00', '{}'), (9, 'first', 'h', 'signals', 'w', '2026-11-21 10:00:00', '{}');
"""
SAID_TWICE = """
INSERT INTO dispute (attempt, scorecard, person, "check", objection, reason, made_at)
VALUES ('first', 7, 'alice', 'listens', NULL, 'earlier', '2026-11-20'), ('first', 7, 'alice', 'listens', NULL, 'later', '2026-11-20'),
    ('first', 9, 'alice', 'listens', NULL, 'other', '2026-11-20'), ('first', 7, 'alice', NULL, 'price', 'said', '2026-11-20');
"""
BROKEN_STEP = NEXT_STEP + '    op.execute("this is no SQL")\n'


def database_in(folder: Path) -> Database:
    return Database(f"sqlite:///{folder / 'practice.db'}")


@pytest.fixture(autouse=True)
def every_step_is_taken() -> Iterator[None]:
    """Elsewhere tests copy the tables of a database that was migrated before."""
    with cheap.real_migrations():
        yield


@pytest.fixture
def next_version(tmp_path: Path) -> Path:
    """The migrations of a version to come, with one step more."""
    folder = tmp_path / "next" / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "r9999_next.py").write_text(NEXT_STEP, encoding="utf-8")
    return folder


def columns(file: Path, table: str) -> list[str]:
    connection = sqlite3.connect(file)
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    connection.close()
    return names


def dump(database: Database) -> list[str]:
    assert database.file is not None
    with closing(sqlite3.connect(database.file)) as connection:
        return list(connection.iterdump())


def test_an_empty_database_gets_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    database = database_in(tmp_path / "not" / "there" / "yet")

    assert migrate(database) is None

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_tables_that_other_tests_copy_are_those_that_are_migrated(tmp_path: Path) -> None:
    real, copied = (Database(f"sqlite:///{tmp_path / name}") for name in ("real.db", "copied.db"))
    migrate(real)
    with cheap.copied_tables():
        migrate(copied)

    assert len(dump(real)) > 20
    assert dump(copied) == dump(real)


@ON_SQLITE
def test_a_current_database_is_left_alone(database: Database) -> None:
    assert migrate(database) is None
    assert database.file is not None
    assert len(list(database.file.parent.glob("*.db"))) == 1


def test_an_older_database_is_copied_whole_and_lifted_with_its_data(tmp_path: Path, next_version: Path) -> None:
    old = database_in(tmp_path)
    migrate(old)
    add_attempt(old, an_attempt(), OPENING, TEXTS)  # still in the write-ahead log

    copy = migrate(old, next_version)

    assert copy is not None and copy.parent == tmp_path and copy.name.startswith(f"practice.{HEAD}.2")
    assert "note" in columns(tmp_path / "practice.db", "attempt") and "note" not in columns(copy, "attempt")
    kept = Database(f"sqlite:///{copy}")
    assert find_attempt(kept, "first", "alice") == find_attempt(old, "first", "alice")


def test_a_database_of_the_first_version_keeps_its_attempts_and_the_scorecard_that_counts(tmp_path: Path) -> None:
    folder = tmp_path / "first" / "migrations"
    later = shutil.ignore_patterns("__pycache__", "r000[2-9]*", "r00[1-9]*")
    shutil.copytree(MIGRATIONS, folder, ignore=later)
    old = database_in(tmp_path)
    migrate(old, folder)
    with closing(sqlite3.connect(tmp_path / "practice.db")) as first, first:
        first.executescript(FIRST_ROWS)

    migrate(old)

    lifted = find_attempt(old, "first", "alice").attempt
    assert (lifted.scorecard, lifted.total, lifted.parent) == (7, 80, None)
    with old.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT text FROM turn").scalar_one() == "您好"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_of_what_was_said_twice_at_once_the_later_reason_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "third" / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__", "r000[4-9]*", "r00[1-9]*"))
    old = database_in(tmp_path)
    migrate(old, folder)
    with closing(sqlite3.connect(tmp_path / "practice.db")) as third, third:
        third.executescript(FIRST_ROWS + SAID_TWICE)

    migrate(old)

    with old.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT reason FROM dispute ORDER BY id").scalars().all()
    assert kept == ["later", "other", "said"]


OLD_HEARING = """
UPDATE turn SET heard = '{"moves": ["greeting"], "topics": [], "spans": [{"what": "greeting", "start": 0, "end": 2, "claim": true}], "language": "zh"}';
"""


def test_scorecards_from_before_a_hearing_was_kept_stay_with_all_that_hangs_on_them(tmp_path: Path) -> None:
    folder = tmp_path / "fourth" / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__", "r000[5-9]*", "r00[1-9]*"))
    old = database_in(tmp_path)
    migrate(old, folder)
    with closing(sqlite3.connect(tmp_path / "practice.db")) as fourth, fourth:
        said = SAID_TWICE.replace("('first', 7, 'alice', 'listens', NULL, 'earlier', '2026-11-20'), ", "")
        fourth.executescript(FIRST_ROWS + said + OLD_HEARING)

    migrate(old)

    with old.engine.connect() as connection:
        cards = connection.exec_driver_sql("SELECT id, scorer_version, hearing FROM scorecard ORDER BY id").all()
        disputes = connection.exec_driver_sql("SELECT scorecard FROM dispute ORDER BY id").scalars().all()
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert (cards, disputes) == ([(7, "v", ""), (9, "w", "")], [7, 9, 7])
    (turn,) = read_turns(old, "first")
    assert turn.turn.heard == Heard(("greeting",), (), (Span("greeting", 0, 2, by=("words",)),), "zh", ears=("words",))


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path, next_version: Path) -> None:
    (next_version / "versions" / "r9999_next.py").write_text(BROKEN_STEP, encoding="utf-8")
    old = database_in(tmp_path)
    migrate(old)

    with pytest.raises(RoleplayError):
        migrate(old, next_version)

    assert "note" not in columns(tmp_path / "practice.db", "attempt")
    assert migrate(old) is None


def test_a_newer_database_is_refused_by_name_and_left_alone(tmp_path: Path, next_version: Path) -> None:
    newer = database_in(tmp_path)
    migrate(newer, next_version)
    before = (tmp_path / "practice.db").read_bytes()

    with pytest.raises(RoleplayError) as refused:
        migrate(newer)

    assert (refused.value.code, refused.value.params) == ("store-newer", {"revision": "9999", "known": HEAD})
    assert (tmp_path / "practice.db").read_bytes() == before
    assert len(list(tmp_path.glob("*.db"))) == 1


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "practice.db") as other:
        other.execute("CREATE TABLE recipes (name TEXT)")

    with pytest.raises(RoleplayError) as refused:
        migrate(database_in(tmp_path))
    assert refused.value.code == "store-foreign"


def test_two_processes_that_start_at_once_both_find_their_tables(tmp_path: Path) -> None:
    program = (
        "import sys; from roleplay.store.database import Database; from roleplay.store.migrate import migrate;"
        "migrate(Database(sys.argv[1]))"
    )
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path / 'practice.db'}"]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]

    assert [(process.communicate()[1], process.returncode) for process in started] == [(b"", 0), (b"", 0)]
    assert columns(tmp_path / "practice.db", "turn")
