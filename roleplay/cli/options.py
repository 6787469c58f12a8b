"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Any

import typer

from roleplay.cli.console import say
from roleplay.config import Settings, read_settings

Content = Annotated[
    Path | None,
    typer.Option("--content", metavar="DIR", exists=True, file_okay=False, resolve_path=True, help=say("help.content")),
]
Json = Annotated[bool, typer.Option("--json", help=say("help.json"))]


def settings_for(content: Path | None, **given: Any) -> Settings:
    """The environment's settings with what the command line says instead."""
    given |= {"content": content} if content else {}
    return read_settings().model_copy(update=given)
