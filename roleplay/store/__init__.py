"""The store: attempts, turns, scorecards and the content they used, in SQLite."""
