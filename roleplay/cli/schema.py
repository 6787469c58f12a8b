"""`roleplay schema`: JSON Schema of the content files, for editors."""

import json
from pathlib import Path
from typing import Annotated

import typer

from roleplay.cli.console import print_json, say
from roleplay.errors import NotFound


def schema(
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help=say("help.schema-kind"))] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help=say("help.schema-out"))] = None,
) -> None:
    from roleplay.content.json_schema import schema_of, schema_text
    from roleplay.content.library import KINDS

    kinds = [name for name in KINDS if kind in (None, name)]
    if not kinds:
        raise NotFound("schema-kind", kind=kind, known=", ".join(KINDS))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name in kinds:
            (out / f"{name}.json").write_text(schema_text(name), encoding="utf-8")
    elif kind is not None:
        print_json(schema_of(kinds[0]))
    else:
        print_json(json.loads(json.dumps({name: schema_of(name) for name in kinds})))
