"""A house with one admin and one seller."""

from collections.abc import Iterator

import pytest

from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.store.database import Database
from roleplay.store.migrate import migrate

PASSWORD = "four quiet green words"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def people(database: Database) -> PeopleService:
    return PeopleService(database)


@pytest.fixture
def dora(people: PeopleService) -> Person:
    return people.add("dora", "Dora Admin", ["admin"], PASSWORD)


@pytest.fixture
def alice(people: PeopleService, dora: Person) -> Person:
    return people.add("Alice@Example.com", "Alice Seller", ["seller"], PASSWORD)
