"""Whose practice a command is about: of the only person while there are no accounts, else of the one who is named."""

from typing import TYPE_CHECKING, Annotated

import typer

from roleplay.cli.screen import say
from roleplay.errors import RoleplayError

if TYPE_CHECKING:
    from roleplay.practice import PracticeService

Whose = Annotated[str | None, typer.Option("--person", metavar="LOGIN", help=say("help.person-login"))]


def person_id(door: "PracticeService", login: str | None) -> str:
    """Raises NotFound for a login that nobody has, RoleplayError `whose-practice` where accounts are and none is named."""
    from roleplay.people import PeopleService
    from roleplay.practice import LOCAL_PERSON

    people = PeopleService(door.database)
    if login is not None:
        return people.named(login).id
    if people.exist():
        raise RoleplayError("whose-practice")
    return LOCAL_PERSON
