"""Refreshes SQLite's statistics of its rows (ANALYZE): without them its planner chooses wrong indexes over many talks."""

from roleplay.store.database import Database

LOOKED_AT = 1000  # rows of an index: enough for a good guess, and done in a moment however many there are


def refresh_statistics(database: Database) -> None:
    """PostgreSQL does it by itself (autovacuum)."""
    if database.file is None:
        return
    with database.writing(quick=True) as session:
        connection = session.connection()
        connection.exec_driver_sql(f"PRAGMA analysis_limit = {LOOKED_AT}")
        connection.exec_driver_sql("ANALYZE")
