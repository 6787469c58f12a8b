"""`roleplay backup` and `roleplay restore`: the whole database in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from roleplay.cli.console import out, say
from roleplay.cli.options import settings_for

MEGABYTE = 1024**2


def backup(file: Annotated[Path, typer.Argument(help=say("help.backup-file"))]) -> None:
    from roleplay.store.backup import back_up
    from roleplay.store.database import Database

    size = back_up(Database(settings_for(None).database), file)
    out.print(Text(say("backup.done", file=str(file), megabytes=f"{size / MEGABYTE:.1f}")), soft_wrap=True)


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=say("help.restore-file"))],
    replace: Annotated[bool, typer.Option("--replace", help=say("help.replace"))] = False,
) -> None:
    from roleplay.store.backup import restore as restore_from
    from roleplay.store.database import Database
    from roleplay.store.migrate import migrate

    database = Database(settings_for(None).database)
    kept = restore_from(database, file, replace)
    migrate(database)
    out.print(Text(say("backup.restored", file=str(file))), soft_wrap=True)
    if kept:
        out.print(Text(say("backup.kept", file=kept.name)), soft_wrap=True)
