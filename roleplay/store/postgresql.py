"""PostgreSQL made to keep the store's promises: writers one after another, a reader sees one moment, any text can be kept.

SQLite gives these by itself, and the store is written for it: what a writer has read is still true when it writes.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event

WRITERS = 7_041_776_110_519  # the advisory lock that every writer takes; one for each database
READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
WRITING = {"isolation_level": "READ COMMITTED", "postgresql_readonly": False}  # sees what the writer before it left
BUSY = ("55P03", "40P01")  # waited too long for a lock; a deadlock
NO_TABLE = "42P01"


def set_up(engine: Engine, seconds: float) -> None:
    """A writer waits for its turn so many seconds at most."""
    wait = f"SELECT set_config('lock_timeout', '{int(seconds * 1000)}', true), pg_advisory_xact_lock({WRITERS})"

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(wait)

    event.listen(engine, "begin", begin)
    event.listen(engine, "before_cursor_execute", _leave_nul_out, retval=True)


def is_its(trouble: Any) -> bool:
    return hasattr(trouble, "sqlstate")


def code_of(trouble: Any) -> str:
    """What PostgreSQL calls an error, or nothing."""
    return getattr(trouble, "sqlstate", None) or ""


def _leave_nul_out(
    connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
) -> tuple[str, Any]:
    """The one character that PostgreSQL cannot keep; browsers send it when they are made to."""
    if isinstance(parameters, (list, tuple)):
        return statement, type(parameters)(_without_nul(each) for each in parameters)
    return statement, _without_nul(parameters)


def _without_nul(parameters: Any) -> Any:
    if not isinstance(parameters, dict):
        return parameters
    return {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in parameters.items()}
