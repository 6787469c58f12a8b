"""`roleplay audit export`: who did what, when, on whom and from where, as CSV or as a JSON object a line."""

import csv
import json
import sys
from datetime import datetime
from typing import Annotated

import typer

from roleplay.cli.console import say
from roleplay.cli.options import settings_for

app = typer.Typer(no_args_is_help=True)


@app.callback(help=say("help.audit"))
def audit() -> None:
    """A group, though it has one command yet: without this Typer would take the command's own name away."""


@app.command("export", help=say("help.audit-export"))
def export(
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help=say("help.audit-from"))] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help=say("help.audit-to"))] = None,
    person: Annotated[str, typer.Option(help=say("help.audit-person"))] = "",
    deed: Annotated[str, typer.Option(help=say("help.audit-deed"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("help.audit-json"))] = False,
) -> None:
    """Written while it is read: memory stays flat however many entries there are."""
    from roleplay.audit_entry import DEEDS
    from roleplay.csv_text import BOM, harmless
    from roleplay.errors import RoleplayError
    from roleplay.people.audit_trail import COLUMNS, AuditTrail, between, cells_of
    from roleplay.store.audit_search import AuditFilters
    from roleplay.store.database import Database
    from roleplay.store.migrate import migrate

    if deed and deed not in DEEDS:
        raise RoleplayError("audit-deed", deed=deed[:40], known=", ".join(DEEDS))
    settings = settings_for(None)
    database = Database(settings.database)
    migrate(database)
    trail = AuditTrail(database)
    first, last = between(since.date() if since else None, until.date() if until else None, settings.zone)
    trail.note_export("audit")
    entries = trail.all(AuditFilters(first, last, person, deed))
    if as_json:
        for entry in entries:
            sys.stdout.write(json.dumps(entry.model_dump(mode="json"), ensure_ascii=False) + "\n")
        return
    sys.stdout.write(BOM)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([harmless(cell) for cell in cells_of(entry)] for entry in entries)
