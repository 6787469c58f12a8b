"""A house with one admin and one seller."""

from pathlib import Path

import pytest

from roleplay.people import People
from roleplay.person import Person
from roleplay.store.database import Database
from roleplay.store.migrate import migrate

PASSWORD = "four quiet green words"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(f"sqlite:///{tmp_path / 'practice.db'}")
    migrate(database)
    return database


@pytest.fixture
def people(database: Database) -> People:
    return People(database)


@pytest.fixture
def dora(people: People) -> Person:
    return people.add("dora", "Dora Admin", ["admin"], PASSWORD)


@pytest.fixture
def alice(people: People, dora: Person) -> Person:
    return people.add("Alice@Example.com", "Alice Seller", ["seller"], PASSWORD)
