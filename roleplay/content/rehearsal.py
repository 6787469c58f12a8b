"""What sellers say: free ways to touch each topic of a scenario, for bot sellers to rehearse it with."""

import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from roleplay.content.base import ContentFile, Part, Words, primary

FEW = 4  # a bot that has fewer lines of a topic repeats itself from attempt to attempt

# The bot sellers, by name; `rehearsal/sellers/` makes them.
SELLERS = (
    "strong", "average", "weak", "pushy", "silent", "injector", "rude", "briber", "machine", "dismissive", "turncoat",
)  # fmt: skip


class Ways(Part):
    """How sellers put it."""

    touches: Annotated[tuple[Words, ...], Field(min_length=1)] = Field(
        description="Lines that touch the topic, as different from its phrases as sellers are from each other."
    )
    misses: tuple[Words, ...] = Field(
        default=(), description="Near misses: lines that sound like it and must not be taken for it."
    )


class Rehearsal(ContentFile):
    """`rehearsals/<scenario>.yaml`, optional: the sellers' lines with which bot sellers rehearse a scenario. Its id is the
    scenario's."""

    topics: dict[str, Ways] = Field(
        description="`fact:<id>`, `objection:<id>`, `key_message:<id>`, `evidence:<id>`, `must_not_say:<id>` or `must_do:<id>` of the scenario, each with its lines."
    )


def holds_whole(line: str, phrases: Iterable[str], language: str) -> str | None:
    """A phrase that stands in the line word for word: such a line shows nothing about the listening. A phrase with
    alternatives never does."""
    said = plain(line, language)
    return next((phrase for phrase in phrases if "|" not in phrase and plain(phrase, language) in said), None)


def plain(text: str, language: str) -> str:
    """Only its words, in small letters; a blank on either side where words stand apart."""
    spaced = primary(language) != "zh"
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())
    return f" {' '.join(words)} " if spaced else "".join(words)
