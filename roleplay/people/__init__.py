"""Accounts: authentication, sessions, roles and teams."""

from roleplay.people.service import PeopleService

__all__ = ["PeopleService"]
