"""The store: attempts, turns, scorecards and the content they used, in SQLite or another database by its address."""
