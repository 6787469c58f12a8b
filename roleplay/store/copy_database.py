"""Moves a whole database to another one, SQLite to PostgreSQL or back: in batches, counted, and resumable.

A row that is there is not written again, so a copy that was interrupted goes on when it is started once more.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Integer, Table, func, insert, inspect, select, text
from sqlmodel import SQLModel

import roleplay.store.tables  # noqa: F401 - the tables are known once their modules are read
from roleplay.errors import RoleplayError
from roleplay.store.database import Database, readable_errors
from roleplay.store.migrate import MIGRATIONS, check_revision, migrate
from roleplay.store.server_lock import only_server

BATCH = 500  # rows of one transaction
Key = tuple[Any, ...]


@dataclass(frozen=True)
class CopiedTable:
    """One table when the copy is done: rows in the source, and how many of them this run wrote."""

    name: str
    rows: int
    written: int


def copy_database(
    source: Database, target: Database, told: Callable[[str, int, int], None] = lambda name, done, rows: None
) -> tuple[CopiedTable, ...]:
    """Copies every row that the target lacks and compares the counts; `told` hears the table, rows done, rows in all.

    Raises RoleplayError `copy-same`, `copy-no-source`, `copy-source-old`, `copy-target-other`, `copy-counts`, or `store-served` where a
    server runs on one of them.
    """
    if source.url == target.url:
        raise RoleplayError("copy-same")
    _check_source(source)
    with ExitStack() as held:
        held.enter_context(only_server(source))
        held.enter_context(only_server(target))
        migrate(target)
        tables = SQLModel.metadata.sorted_tables  # a table comes after those it points to
        with readable_errors(), source.reader.connect() as reading:
            _check_target(reading, target, tables)
            done = tuple(_copy(reading, target, table, told) for table in tables)
        _set_sequences(target, tables)
        _compare(target, done)
    return done


def _check_source(source: Database) -> None:
    if source.file and not source.file.is_file():
        raise RoleplayError("copy-no-source", file=str(source.file))
    script = ScriptDirectory(str(MIGRATIONS))
    with readable_errors(), source.reader.connect() as connection:
        revision = check_revision(connection, script)
    if revision != script.get_current_head():
        raise RoleplayError("copy-source-old", revision=revision or "-", known=script.get_current_head() or "-")


def _keys(database: Database, table: Table) -> set[Key]:
    with readable_errors(), database.reader.connect() as connection:
        return {tuple(row) for row in connection.execute(select(*table.primary_key.columns))}


def _check_target(reading: Connection, target: Database, tables: list[Table]) -> None:
    """What the target holds must be this source's own: nothing is mixed, and nothing overwritten.

    Ids that a database counts are the same everywhere, so of those tables whole rows are compared.
    """
    for table in tables:
        columns = table.columns if _counted(table) is not None else table.primary_key.columns
        with readable_errors(), target.reader.connect() as connection:
            there = {repr(tuple(row)) for row in connection.execute(select(*columns))}
        if there and (others := there - {repr(tuple(row)) for row in reading.execute(select(*columns))}):
            raise RoleplayError("copy-target-other", table=table.name, n=len(others))


def _copy(reading: Connection, target: Database, table: Table, told: Callable[[str, int, int], None]) -> CopiedTable:
    there = _keys(target, table)
    rows = reading.execute(select(func.count()).select_from(table)).scalar_one()
    seen = written = 0
    found = reading.execute(select(table).order_by(*_order(table)))
    rows_left = (row._asdict() for row in found)
    while batch := list(islice(rows_left, BATCH)):
        missing = [row for row in batch if tuple(row[column.name] for column in table.primary_key.columns) not in there]
        if missing:
            with readable_errors(), target.writer.begin() as writing:
                writing.execute(insert(table), missing)
        seen, written = seen + len(batch), written + len(missing)
        told(table.name, seen, rows)
    return CopiedTable(table.name, rows, written)


def _order(table: Table) -> Iterator[Any]:
    """Rows that point to others of their own table come after those: a branch begins later than its talk."""
    for column in table.columns:
        if any(key.column.table is table for key in column.foreign_keys):
            yield column.is_not(None)
            yield table.c.started_at
    yield from table.primary_key.columns


def _set_sequences(target: Database, tables: list[Table]) -> None:
    """PostgreSQL counts ids by itself; after rows were written with theirs it must go on behind the highest."""
    if target.engine.dialect.name != "postgresql":
        return
    with readable_errors(), target.writer.begin() as writing:
        for table in tables:
            if (column := _counted(table)) is not None:
                highest = f'SELECT setval(pg_get_serial_sequence(\'"{table.name}"\', \'{column.name}\'), (SELECT max("{column.name}") FROM "{table.name}"))'
                writing.execute(text(highest))


def _counted(table: Table) -> Column[Any] | None:
    columns = list(table.primary_key.columns)
    return columns[0] if len(columns) == 1 and isinstance(columns[0].type, Integer) else None


def _compare(target: Database, done: tuple[CopiedTable, ...]) -> None:
    with readable_errors(), target.reader.connect() as connection:
        names = set(inspect(connection).get_table_names())
        for table in done:
            count = (
                connection.execute(text(f'SELECT count(*) FROM "{table.name}"')).scalar_one()
                if table.name in names
                else 0
            )
            if count != table.rows:
                raise RoleplayError("copy-counts", table=table.name, wanted=table.rows, got=count)
