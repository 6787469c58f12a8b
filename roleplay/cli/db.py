"""`roleplay db copy`: the whole database moved to another one, SQLite to PostgreSQL or back."""

from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from roleplay.cli.console import err, out, say

app = typer.Typer(no_args_is_help=True)


@app.callback()
def db() -> None:
    """The database as a whole. One command today; a group, because the contract calls it `db copy`."""


@app.command("copy", help=say("help.db-copy"))
def copy(
    source: Annotated[str, typer.Option("--from", metavar="URL", help=say("help.db-from"))],
    target: Annotated[str, typer.Option("--to", metavar="URL", help=say("help.db-to"))],
) -> None:
    from roleplay.store.copy_database import copy_database
    from roleplay.store.database import Database

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("", total=None)
        done = copy_database(
            Database(source), Database(target),
            lambda name, seen, rows: bar.update(task, description=name, completed=seen, total=rows),
        )  # fmt: skip
    table = Table(box=None, header_style="dim", pad_edge=False)
    for column in ("table", "rows", "written"):
        table.add_column(say(f"db.{column}"), justify="left" if column == "table" else "right")
    for one in done:
        table.add_row(one.name, str(one.rows), str(one.written))
    out.print(table)
    out.print(say("db.done"))
