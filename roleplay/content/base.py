"""What every content model shares: strict keys, ids, and words that must not be empty."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Lines = Annotated[tuple[Words, ...], Field(min_length=1)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Level05 = Annotated[int, Field(ge=0, le=5)]
Level04 = Annotated[int, Field(ge=0, le=4)]


class Part(BaseModel):
    """A piece of a content file: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ContentFile(Part):
    """What stands at the top of every file."""

    format: Literal[1] = Field(description="The version of this file format. Always 1.")
    id: Id = Field(description="The name of this file without `.yaml`: small letters, digits and hyphens.")
    language: Language = Field(
        description="The language of everything people read in this file, as a BCP 47 tag: `zh-CN`, `en`."
    )


class ShortOrLong(ContentFile):
    """A file that may be written in the short form: what may be left out there is marked by `short`."""

    format: Literal[1, 2] = Field(  # type: ignore[assignment]
        description="The version of this file format: 2 is the short form, in which most keys may be left out."
    )

    @property
    def is_short(self) -> bool:
        return self.format == 2


def short(default: str) -> dict[str, JsonValue]:
    """Marks a field that format 2 may leave out, with the words for what stands in its place."""
    return {"short": default}


def primary(language: str) -> str:
    """The primary subtag: `zh` for `zh-CN`. Languages match by it."""
    return language.split("-")[0].lower()
