"""The coach's queue of talks to review."""
