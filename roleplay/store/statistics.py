"""What the database knows of its own rows: without it SQLite guesses which index to take, and guesses wrong over many talks."""

from roleplay.store.database import Database

LOOKED_AT = 1000  # rows of an index: enough for a good guess, and done in a moment however many there are


def refresh_statistics(database: Database) -> None:
    """PostgreSQL does it by itself (autovacuum), but not for what came just now."""
    with database.writing() as session:
        connection = session.connection()
        if database.file is not None:
            connection.exec_driver_sql(f"PRAGMA analysis_limit = {LOOKED_AT}")
        connection.exec_driver_sql("ANALYZE")
