"""The option `--person`: whose practice a command is about. Without accounts there is one person; with accounts it is required."""

from typing import TYPE_CHECKING, Annotated

import typer

from roleplay.cli.console import say
from roleplay.errors import RoleplayError

if TYPE_CHECKING:
    from roleplay.practice import PracticeService

PersonOption = Annotated[str | None, typer.Option("--person", metavar="LOGIN", help=say("help.person-login"))]


def person_id(service: "PracticeService", login: str | None) -> str:
    """Returns the id of the person. Raises NotFound for a login that nobody has, RoleplayError `whose-practice` when there are accounts and the option is missing."""
    from roleplay.people import PeopleService
    from roleplay.practice import LOCAL_PERSON

    people = PeopleService(service.database)
    if login is not None:
        return people.named(login).id
    if people.exist():
        raise RoleplayError("whose-practice")
    return LOCAL_PERSON
