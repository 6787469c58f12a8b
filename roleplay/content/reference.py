"""Writes docs/content.md from the models, so that the list of keys cannot lie.  `make docs` runs it; a test compares."""

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from roleplay.content.hearing import Hearing
from roleplay.content.persona import Persona
from roleplay.content.programme import Programme
from roleplay.content.quiz import Quiz
from roleplay.content.rehearsal import Rehearsal
from roleplay.content.rubric import Rubric
from roleplay.content.sayings import InFull, Sayings
from roleplay.content.scenario import Scenario

PAGES: list[tuple[str, type[BaseModel]]] = [
    ("Persona", Persona), ("Scenario", Scenario), ("Rubric", Rubric), ("Rehearsal", Rehearsal),
    ("Hearing", Hearing), ("Programme", Programme), ("Quiz", Quiz),
]  # fmt: skip
INTRODUCTION = """# Content: every key

<!-- Made by `make docs` from the models in roleplay/content/; a test fails when it is stale. -->

Personas, scenarios and rubrics are YAML files, one each, in `personas/`, `scenarios/` and `rubrics/`. The file is named
after its id. `rehearsals/` may hold sellers' lines for bot sellers, `hearing/` what teaches the ear, `programmes/` rows of stages to be practised in order, `quiz/` questions on a product. Unknown keys are refused. `roleplay check` names every problem with file, line, column and mend.

**Phrases** tell the listening how a topic may be touched. A phrase is one or more parts separated by spaces; all parts must
occur in the same sentence, in any order, near one another. A part may list alternatives with `|`; words that belong together
are joined by `_`: `漏|忘|停 药|服`, `stop|skip|miss dose|tablet`, `out_of_pocket`. English words match by their stem and forgive a
slip; Chinese parts are runs of characters, and traditional characters are heard as simplified ones. Write many short ones.

**Formats.** Personas and scenarios may be written in the short form, `format: 2`: what may be left out there, and what then stands in its place,
is said under *default*. All other files are `format: 1`.

**YAML here** is 1.2: `yes`, `no`, `on` and `9:30` are words. Put text with `: ` or ending in `?` inside `[ ]` in quotes.
"""


def reference() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for title, model in PAGES:
        parts.append(f"\n## {title}\n\n{_first_line(model)}\n\n{_table(model)}")
        parts += [
            f"\n### {title}: {name}\n\n{_first_line(inner)}\n\n{_table(inner)}"
            for name, inner in _inner(model, "", {model})
        ]
    return "\n".join(parts) + "\n"


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ")


def _table(model: type[BaseModel]) -> str:
    rows = ["| key | value | default | what |", "|---|---|---|---|"]
    for name, info in model.model_fields.items():
        what = info.description or (_first_line(inner) if (inner := _model_in(info.annotation)) else "")
        rows.append(
            f"| `{info.alias or name}` | {_kind(info)} | {_default(info)} | {what.replace('|', chr(92) + '|')} |"
        )
    return "\n".join(rows)


def _default(info: FieldInfo) -> str:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    if extra.get("short"):
        needed = "**needed** in format 1; " if info.is_required() else ""
        return f"{needed}format 2: {extra['short']}"
    if info.is_required():
        return "**needed**"
    default = info.default if info.default is not PydanticUndefined else ""
    return "" if default in (None, (), "", {}) or isinstance(default, BaseModel) else f"`{str(default).lower()}`"


def _kind(info: FieldInfo) -> str:
    return _words(info.annotation) + "".join(f", {bound}" for bound in _bounds(info.metadata))


def _bounds(metadata: list[Any]) -> list[str]:
    found = []
    for item in metadata:
        for sign, text in (("ge", "from {}"), ("gt", "above {}"), ("le", "to {}"), ("min_length", "at least {}")):
            if (value := getattr(item, sign, None)) is not None:
                found.append(text.format(value) + (" (format 1)" if isinstance(item, InFull) else ""))
    return found


def _words(kind: Any) -> str:
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _words(inside[0])
    if origin is Literal:
        return (
            ", ".join(f"`{value}`" for value in inside)
            if len(inside) < 6
            else "one of " + ", ".join(f"`{value}`" for value in inside)
        )
    if origin in (Union, UnionType):
        return " or ".join(_words(inner) for inner in inside if inner is not NoneType)
    if origin is tuple:
        return f"list of {_words(inside[0])}" if inside[-1] is Ellipsis else f"[{', '.join(['…'] * len(inside))}]"
    if origin is dict:
        return f"mapping to {_words(inside[1])}"
    if kind is Sayings:
        return "text, list of text, or mapping by `any`, style or persona to such"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return "mapping"
    return {str: "text", int: "whole number", float: "number", bool: "`true` or `false`"}.get(kind, "text")


def _model_in(kind: Any) -> type[BaseModel] | None:
    if isinstance(kind, type):
        return kind if issubclass(kind, BaseModel) else None
    return next((found for inner in get_args(kind) if (found := _model_in(inner))), None)


def _inner(model: type[BaseModel], prefix: str, seen: set[type[BaseModel]]) -> list[tuple[str, type[BaseModel]]]:
    """Every model below `model` with the keys that lead to it; each model once."""
    found: list[tuple[str, type[BaseModel]]] = []
    for name, info in model.model_fields.items():
        inner = _model_in(info.annotation)
        if inner and inner not in seen:
            seen.add(inner)
            path = f"{prefix}{info.alias or name}"
            found += [(path, inner), *_inner(inner, f"{path}, ", seen)]
    return found


if __name__ == "__main__":
    print(reference(), end="")
