"""A house with one admin and one seller."""

import pytest

from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.store.database import Database

PASSWORD = "four quiet green words"


@pytest.fixture
def people(database: Database) -> PeopleService:
    return PeopleService(database)


@pytest.fixture
def dora(people: PeopleService) -> Person:
    return people.add("dora", "Dora Admin", ["admin"], PASSWORD)


@pytest.fixture
def alice(people: PeopleService, dora: Person) -> Person:
    return people.add("Alice@Example.com", "Alice Seller", ["seller"], PASSWORD)
