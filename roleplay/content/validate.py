"""Turns pydantic's findings into Problems in our words: pydantic's own text is never shown to an author."""

from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process

from roleplay.content.problem import Problem
from roleplay.content.sayings import ANY
from roleplay.content.yaml_reader import Path, Source

# What admins may look for in a scored check, and why it is not there: conduct is scored, outcome is shown beside it.
OUTCOME = {"revealed", "resolved", "trust", "patience", "ending"}

CODES = {
    "missing": "missing-key",
    "string_type": "not-text",
    "string_too_short": "empty-text",
    "string_too_long": "too-long",
    "string_pattern_mismatch": "bad-word",
    "literal_error": "not-allowed",
    "int_type": "not-a-number",
    "int_parsing": "not-a-number",
    "int_from_float": "not-whole",
    "float_type": "not-a-number",
    "float_parsing": "not-a-number",
    "bool_type": "not-a-bool",
    "bool_parsing": "not-a-bool",
    "greater_than": "too-small",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
    "too_short": "too-few",
    "too_long": "too-many",
    "tuple_type": "not-a-list",
    "list_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
}


def problems_of(fault: ValidationError, model: type[BaseModel], source: Source, file: str) -> Iterator[Problem]:
    """Each finding as a Problem at its place; what only follows from another finding is left out."""
    errors = [(_path(error["loc"], source), error) for error in fault.errors(include_url=False)]
    unknown = {
        path: _unknown_key(path, model, source, file) for path, error in errors if error["type"] == "extra_forbidden"
    }
    meant = {(*path[:-1], problem.params.get("meant")) for path, problem in unknown.items()}
    for path, error in errors:
        if path in unknown:
            yield unknown[path]
        elif not _follows(path, error, errors) and not (error["type"] == "missing" and path in meant):
            yield Problem(file, source.place(path), CODES.get(error["type"], "odd-value"), _params(error, path))


def _follows(path: Path, error: Any, errors: list[tuple[Path, Any]]) -> bool:
    """A list counts as too short for pydantic when one of its entries is faulty: the entry is named already."""
    return error["type"] == "too_short" and any(
        len(other) > len(path) and other[: len(path)] == path for other, _ in errors
    )


def _path(loc: tuple[Any, ...], source: Source) -> Path:
    """pydantic marks a faulty mapping key with `[key]`; numbers that are keys of ours are words in the source."""
    path: list[str | int] = []
    parts = [part for part in loc if part != "[key]"]
    for at, part in enumerate(parts):
        if _is_own(parts, at) and (*path, part) not in source.values:
            continue  # `says: [one, two]` is read as {any: [one, two]}, and `says: one` as {any: [one]}
        known = (*path, part) in source.values
        path.append(part if known else str(part) if (*path, str(part)) in source.values else part)
    return tuple(path)


def _is_own(parts: list[Any], at: int) -> bool:
    return parts[at] == ANY or (at > 0 and parts[at - 1] == ANY and parts[at] == 0)


def _params(error: Any, path: Path) -> dict[str, object]:
    context = error.get("ctx", {})
    bound = context.get(
        "ge", context.get("gt", context.get("le", context.get("min_length", context.get("max_length", ""))))
    )
    return {
        "key": _walk(path),
        "value": str(error.get("input"))[:60],
        "allowed": str(context.get("expected", "")).replace("'", "").replace(" or ", ", "),
        "bound": bound,
        "pattern": context.get("pattern", ""),
    }


def _walk(path: Path) -> str:
    """`facts, 2, hint`: the way from the file down to the key, counting from one."""
    return ", ".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _unknown_key(path: Path, model: type[BaseModel], source: Source, file: str) -> Problem:
    key = str(path[-1])
    allowed = keys_at(model, path[:-1])
    params: dict[str, object] = {"key": key, "around": _walk(path[:-1]) or file, "allowed": ", ".join(allowed)}
    place = source.place(path)
    if key in OUTCOME and "at_least" in allowed:
        return Problem(file, place, "outcome-in-check", params)
    if close := process.extractOne(key, allowed, scorer=fuzz.ratio, score_cutoff=65):
        return Problem(file, place, "misspelt-key", {**params, "meant": close[0]})
    return Problem(file, place, "unknown-key", params)


def keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys allowed in the part of the file at `path`; empty where any key is."""
    current: Any = model
    for part in path:
        current = _inside(current, part)
        if current is None:
            return []
    return [info.alias or name for name, info in current.model_fields.items()] if _is_model(current) else []


def _inside(kind: Any, part: str | int) -> Any:
    if isinstance(part, int) or not _is_model(kind):
        return kind
    for name, info in kind.model_fields.items():
        if (info.alias or name) == part:
            return _model_in(info.annotation)
    return None


def _model_in(annotation: Any) -> Any:
    """The model inside `X | None`, `tuple[X, ...]`, `Annotated[X, ...]`."""
    if _is_model(annotation):
        return annotation
    if get_origin(annotation) in (Union, UnionType, tuple, list, dict) or hasattr(annotation, "__metadata__"):
        return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)
    return None


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
