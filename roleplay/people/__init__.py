"""The door to accounts: who somebody is, how they sign in, and to which teams they belong."""

from roleplay.people.service import PeopleService

__all__ = ["PeopleService"]
