"""The live talk's fixtures: what is kept or deleted here was said there."""

from tests.practice.conftest import attempt, door, library, reopen

__all__ = ["attempt", "door", "library", "reopen"]
