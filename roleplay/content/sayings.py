"""How one thing is worded: for everybody, or for a style or one persona in words of their own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from roleplay.content.base import Words
from roleplay.content.persona import Persona

ANY = "any"


class Sayings(Sequence[str]):
    """The wordings of a fact, a hint or a worry.

    Written as a text, a list, or a mapping whose keys are `any`, a style or a persona's id. As a sequence it holds every
    wording there is; `of` gives those that one persona uses.
    """

    __slots__ = ("_all", "by")

    def __init__(self, by: Mapping[str, tuple[str, ...]]) -> None:
        self.by = dict(by)
        self._all = tuple(dict.fromkeys(line for lines in self.by.values() for line in lines))

    def of(self, persona: Persona) -> tuple[str, ...]:
        """What this persona says: their own wordings, else those of their style, else those for everybody."""
        found = (self.by[key] for key in (persona.id, persona.style, ANY) if self.by.get(key))
        return next(found, self._all)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sayings) and self.by == other.by

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        return f"Sayings({self.by!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        inner = handler.generate_schema(dict[str, tuple[Words, ...]])
        read = core_schema.no_info_before_validator_function(_as_mapping, inner)
        return core_schema.no_info_wrap_validator_function(
            lambda value, inside: value if isinstance(value, cls) else cls(inside(value)),
            read,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda sayings: sayings.by),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """A text or a list is read as the wordings for everybody, which the mapping's own schema does not tell."""
        text: dict[str, Any] = {"type": "string", "minLength": 1}
        wordings = [text, {"type": "array", "items": text, "minItems": 1}]
        return {"anyOf": [*wordings, {"type": "object", "additionalProperties": {"anyOf": wordings}}]}


class InFull:
    """How many entries format 1 asks for at least; format 2 is content with `short`. Of a mapping each entry counts alone."""

    def __init__(self, least: int, short: int = 0) -> None:
        self.min_length, self.short = least, short

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def _check(self, value: Any, info: core_schema.ValidationInfo) -> Any:
        least = self.short if (info.context or {}).get("format") == 2 else self.min_length
        groups = value.by.values() if isinstance(value, Sayings) else [value]
        if any(len(group) < least for group in groups):
            raise PydanticCustomError("too_short", "too few", {"min_length": least})
        return value


def _as_mapping(written: Any) -> Any:
    if not isinstance(written, dict):
        return {ANY: _as_list(written)}
    return {key: _as_list(lines) for key, lines in written.items()}


def _as_list(lines: Any) -> Any:
    return lines if isinstance(lines, list | tuple) else [lines]
