"""`roleplay attempts purge`: deletes for good what is older than the house keeps."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from roleplay.cli.options import settings_for
from roleplay.cli.screen import err, out, say
from roleplay.errors import RoleplayError

if TYPE_CHECKING:
    from roleplay.practice import PracticeService


def purge(
    days: Annotated[int | None, typer.Option(min=1, max=36500, help=say("help.purge-days"))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("help.purge-dry-run"))] = False,
) -> None:
    from roleplay.practice import open_practice

    settings = settings_for(None)
    kept = settings.keep_days if days is None else days
    if kept is None:
        raise RoleplayError("keep-days-unset")
    asyncio.run(_purge(open_practice(settings), kept, dry_run))


async def _purge(door: "PracticeService", days: int, dry_run: bool) -> None:
    from roleplay.store.vacuum import old_copies

    if dry_run:
        return out.print(say("purge.would", n=len(await door.my_data.outdated(days))))
    gone = await door.my_data.purge(days)
    await door.my_data.vacuum()
    out.print(say("purge.done", n=gone))
    if copies := old_copies(door.database):
        err.print(say("purge.copies", names=", ".join(copy.name for copy in copies)))
    return None
