"""JSON Schema (draft 2020-12) of the content files, made from the models, for editors that check and complete YAML."""

import json
from typing import Any

from pydantic import BaseModel

from roleplay.content.library import KINDS, Kind

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: Kind) -> dict[str, Any]:
    """Returns the schema of one kind of file. What the short form may leave out is not required."""
    model: type[BaseModel] = KINDS[kind][1]
    made = model.model_json_schema(by_alias=True)
    for part in (made, *made.get("$defs", {}).values()):
        _allow_short(part)
    return {"$schema": DRAFT, "title": kind, **{key: value for key, value in made.items() if key != "title"}}


def schema_text(kind: Kind) -> str:
    """Returns the schema as the file `schemas/<kind>.json` holds it."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


def _allow_short(part: dict[str, Any]) -> None:
    """A key with `short` has a default in format 2; `roleplay check` says where format 1 needs it."""
    required = part.get("required")
    if required:
        left = [name for name in required if not part.get("properties", {}).get(name, {}).get("short")]
        part["required"] = left
        if not left:
            del part["required"]
