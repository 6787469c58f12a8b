"""`roleplay playbook export`: the lines that coaches took, as `gold:` of their scenarios."""

import sys
from typing import Annotated

import typer

from roleplay.cli.console import err, say
from roleplay.cli.options import Content, settings_for
from roleplay.errors import NotFound

app = typer.Typer(no_args_is_help=True)


@app.callback(help=say("help.playbook"))
def playbook() -> None:
    """A group, though it has one command yet: without this Typer would take the command's own name away."""


@app.command("export", help=say("help.playbook-export"))
def export(
    scenario: Annotated[str | None, typer.Argument(help=say("help.playbook-scenario"))] = None, content: Content = None
) -> None:
    from roleplay.people.audit_trail import AuditTrail
    from roleplay.practice import open_practice
    from roleplay.review.gold import as_yaml
    from roleplay.review.playbook import PlaybookService

    practice = open_practice(settings_for(content))
    library = practice.library()
    if scenario is not None and scenario not in library.scenarios:
        raise NotFound("scenario-not-found", id=scenario, known=", ".join(sorted(library.scenarios)) or "-")
    playbook_service = PlaybookService(practice.database, practice.library)
    AuditTrail(practice.database).note_export("playbook")
    parts = {id: playbook_service.gold(id) for id in ([scenario] if scenario else sorted(library.scenarios))}
    texts = [as_yaml(id, lines) for id, lines in parts.items() if lines]
    if not texts:
        return err.print(say("playbook.none"))
    sys.stdout.write("---\n".join(texts))  # one document for each scenario
    return None
