"""Deleting is real: no row and no word is left, not even in the pages and the log of the file."""

import random
import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from roleplay.scorecard import Scorecard
from roleplay.store.attempt_statistics import keep_outcomes
from roleplay.store.attempts import add_attempt, find_attempt, finish_attempt
from roleplay.store.branches import add_branch
from roleplay.store.database import Database
from roleplay.store.delete_attempts import delete_attempts, family_ids, ids_before, ids_of
from roleplay.store.disputes import keep_dispute
from roleplay.store.review_queue import put_in_queue
from roleplay.store.reviews import add_comment, change_review, open_review
from roleplay.store.scorecards import add_scorecard
from roleplay.store.tables import METADATA, AttemptRow, CorrectionRow, PlaybookRow, RatingRow, now
from roleplay.store.turns import add_turn, keep_words
from roleplay.store.vacuum import old_copies, vacuum
from tests.conftest import ON_SQLITE
from tests.store.conftest import OPENING, TEXTS, an_attempt, said, speaking

RUBRIC = "b" * 64
CARD = Scorecard.model_validate(
    {
        "rubric": "standard", "version": 1, "scorer": "signals", "total": 60, "passed": False,
        "criteria": [{"id": "needs", "phase": "probing", "weight": 100, "level": 3, "checks": []}],
        "first": [], "unanswered": [],
    }
)  # fmt: skip


def bytes_of(database: Database) -> bytes:
    """All that a thief of the files would hold."""
    assert database.file
    files = [database.file, database.file.with_name(database.file.name + "-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())


def rows_left(database: Database) -> dict[str, int]:
    """Without the audit trail: it tells that talks were deleted, and nothing of what was in them."""
    with database.reading() as session:
        counts = {
            name: len(session.execute(select(table)).all())
            for name, table in METADATA.tables.items()
            if name != "audit"
        }
    return {name: count for name, count in counts.items() if count}


@pytest.fixture
def full(database: Database) -> str:
    """Alice's attempt with a row of every kind that can hang on one, and a retry."""
    add_attempt(database, an_attempt(), OPENING, TEXTS)
    add_turn(database, "first", said(1, "zebra-one said the seller"))
    add_turn(database, "first", speaking(2))
    keep_words(database, "first", 2, "zebra-two said")
    finish_attempt(database, "first", "finished")
    scorecard = add_scorecard(database, "first", RUBRIC, "1", CARD).scorecard
    assert scorecard
    keep_dispute(database, "first", scorecard, "alice", "zebra-three is my reason", check="listens")
    keep_outcomes(database, "first", CARD, {"fact:price": "told"})
    put_in_queue(database, "first", "disputed", 2, {"check": "zebra-four"}, sampled=True)
    review = change_review(
        database, open_review(database, "first", scorecard, "bob"), note="zebra-five notes the coach"
    )
    add_comment(database, "first", "bob", "zebra-six comments", turn=1)
    with database.writing() as session:
        session.add(
            CorrectionRow(
                review=review.id, target="check:listens", value="met", reason="zebra-7", turns=[1], made_at=now()
            )
        )
        session.add(
            PlaybookRow(
                scenario="visit", serves=[], line="zebra-eight", why="zebra-9", attempt="first", turn=1, coach="bob",
                made_at=now(),
            )
        )  # fmt: skip
        session.add(
            RatingRow(
                attempt="first", rubric_hash=RUBRIC, criterion="needs", check="listens", rater="bob", coach=True,
                rubric="visit", value=1.0,
            )
        )  # fmt: skip
    add_branch(database, "first", "retry", 2, {1: "id-1"})
    add_branch(database, "retry", "retry-of-retry", 2, {1: "id-1"})
    return "first"


def test_every_table_that_hangs_on_an_attempt_is_in_this_test(database: Database, full: str) -> None:
    hanging = {"attempt"}
    for table in METADATA.sorted_tables:
        if {key.column.table.name for key in table.foreign_keys} & hanging:
            hanging.add(table.name)
    assert hanging <= set(rows_left(database)), "a new table hangs on attempts: put a row of it into `full`"


@ON_SQLITE
def test_nothing_of_an_attempt_is_left_not_even_in_the_file(database: Database, full: str) -> None:
    assert bytes_of(database).count(b"zebra") >= 10

    assert delete_attempts(database, [full]) == 3
    assert vacuum(database)

    assert rows_left(database) == {}
    assert b"zebra" not in bytes_of(database)


def test_only_that_attempt_goes_and_content_that_others_use_stays(database: Database, full: str) -> None:
    add_attempt(database, an_attempt("second", "bob"), OPENING, TEXTS)
    delete_attempts(database, [full])

    assert rows_left(database) == {"attempt": 1, "content": 1}
    assert find_attempt(database, "second", "bob").attempt.content == {"scenario:visit": "a" * 64}


def test_a_retry_goes_alone_and_takes_nothing_of_its_parent(database: Database, full: str) -> None:
    assert family_ids(database, "retry") and delete_attempts(database, ["retry"]) == 2
    with database.reading() as session:
        assert session.get(AttemptRow, "first") is not None
    assert {"turn": 2, "dispute": 1, "content": 2}.items() <= rows_left(database).items()


def test_all_of_a_person_is_theirs_alone(database: Database, full: str) -> None:
    add_attempt(database, an_attempt("second", "bob"), OPENING, TEXTS)
    assert set(ids_of(database, "alice")) == {"first", "retry", "retry-of-retry"}


def test_old_is_what_was_finished_or_last_touched_before_and_its_retries(database: Database, full: str) -> None:
    long_ago = now() - timedelta(days=100)
    add_attempt(database, an_attempt("open", touched_at=long_ago), OPENING, {})
    assert ids_before(database, now() - timedelta(days=90)) == ["open"]
    with database.writing() as session:
        session.get_one(AttemptRow, "first").finished_at = long_ago
    assert ids_before(database, now() - timedelta(days=90)) == ["first", "open", "retry", "retry-of-retry"]


@ON_SQLITE
@pytest.mark.parametrize("seed", [2, 4])
def test_rows_that_moved_between_pages_leave_no_words_behind(database: Database, seed: int) -> None:
    """Blanking a row where it lay is not enough: these seeds left some words when the file was not written anew."""
    drawn = random.Random(seed)
    names = [f"{drawn.getrandbits(64):016x}" for _ in range(60)]
    for name in names:
        add_attempt(database, an_attempt(name), OPENING, TEXTS)
    for n in range(1, 9):
        for name in drawn.sample(names, len(names)):
            words = " ".join(f"word-{name}-{drawn.getrandbits(32):08x}" for _ in range(drawn.choice([1, 5, 20, 60])))
            add_turn(database, name, said(n, words))
    gone, kept = names[:30], names[30:]

    delete_attempts(database, gone)
    assert vacuum(database)

    left = {found.decode() for found in re.findall(rb"word-([0-9a-f]{16})", bytes_of(database))}
    assert left == set(kept)


@ON_SQLITE
def test_sweeping_is_for_whoever_comes_next_and_costs_nothing_afterwards(database: Database, full: str) -> None:
    delete_attempts(database, [full])
    other = Database(database.url.render_as_string())
    assert vacuum(other) and b"zebra" not in bytes_of(database)

    assert other.file
    before = other.file.stat().st_mtime_ns
    assert vacuum(database) and other.file.stat().st_mtime_ns == before


@ON_SQLITE
def test_while_somebody_reads_the_log_is_left_for_another_time(database: Database, full: str) -> None:
    delete_attempts(database, [full])
    hurried = Database(database.url.render_as_string())
    event.listen(hurried.engine, "connect", lambda lent, _: lent.execute("PRAGMA busy_timeout=10"))
    with database.reading() as reading:
        reading.execute(select(AttemptRow.__table__))  # type: ignore[attr-defined]
        assert not vacuum(hurried)
    assert vacuum(database)
    assert b"zebra" not in bytes_of(database)


@ON_SQLITE
def test_copies_that_migrations_left_are_named(database: Database) -> None:
    assert database.file and old_copies(database) == []
    copy = database.file.with_name("practice.0002.20261121-093000-000001.db")
    copy.touch()
    assert old_copies(database) == [copy]
