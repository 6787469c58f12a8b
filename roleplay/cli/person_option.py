"""Whose practice a command is about: of the only person while there are no accounts, else of the one who is named."""

from typing import TYPE_CHECKING, Annotated

import typer

from roleplay.cli.console import say
from roleplay.errors import RoleplayError

if TYPE_CHECKING:
    from roleplay.practice import Practice

PersonOption = Annotated[str | None, typer.Option("--person", metavar="LOGIN", help=say("help.person-login"))]


def person_id(door: "Practice", login: str | None) -> str:
    """Raises NotFound for a login that nobody has, RoleplayError `whose-practice` where accounts are and none is named."""
    from roleplay.people import People
    from roleplay.practice import LOCAL_PERSON

    people = People(door.database)
    if login is not None:
        return people.named(login).id
    if people.exist():
        raise RoleplayError("whose-practice")
    return LOCAL_PERSON
