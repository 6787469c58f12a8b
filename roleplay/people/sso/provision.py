"""Finds the account of an identity and updates it; adds one where the settings allow it."""

from roleplay.audit_entry import PROVIDER, acting
from roleplay.errors import RoleplayError
from roleplay.people.service import PeopleService, check_login, check_name
from roleplay.people.sso.identity import Identity
from roleplay.person import Person


def provision_account(people: PeopleService, identity: Identity, add_unknown: bool) -> Person:
    """Returns the account of an identity, updated.

    Raises RoleplayError `outside-unknown`, `outside-disabled`, `outside-taken`, or what a new account may raise.
    """
    with acting(PROVIDER):
        person = _known(people, identity)
        if person is None and add_unknown:
            person = people.add(
                identity.login, _name(identity), identity.roles or {"seller"}, outside=identity.key or None
            )
        elif person is None:
            raise RoleplayError("outside-unknown", login=identity.login[:120])
        if person.disabled:
            raise RoleplayError("outside-disabled")
        return _up_to_date(people, person, identity)


def _known(people: PeopleService, identity: Identity) -> Person | None:
    """By the key, which never changes; else by the login, which an admin may have imported before. Then the key is kept, so
    that nobody who is given this login later becomes this person."""
    if identity.key and (person := people.find_by_sso_key(identity.key)):
        return person
    person = people.with_login(identity.login)
    if person is not None and identity.key and not person.disabled:
        people.bind(person.id, identity.key)
    return person


def _up_to_date(people: PeopleService, person: Person, identity: Identity) -> Person:
    """Roles and teams that the provider sends replace ours at every sign-in."""
    if identity.roles is not None and identity.roles != person.roles:
        person = people.set_roles(person.id, identity.roles)
    if identity.teams is not None:
        practises = identity.teams if "seller" in person.roles else ()
        people.set_teams(person.id, practises, identity.teams if "coach" in person.roles else ())
    return person


def _name(identity: Identity) -> str:
    try:
        return check_name(identity.name)
    except RoleplayError:
        return check_login(identity.login)
