"""Speakers' names at the start of a line: the customer's own is left out, at the seller's the reply is over.

Blank lines and runs of blanks become one blank here, none between Han characters; a reply in quotation marks loses them.
"""

from collections.abc import Sequence
from functools import cache

from roleplay.customer import wording
from roleplay.customer.gestures import is_cjk

LONGEST = 20
QUOTES = {'"': '"', "“": "”", "「": "」", "'": "'", "‘": "’", "”": "”"}


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """The customer's and the seller's names in every language."""
    own: set[str] = set()
    other: set[str] = set()
    for language in wording.LANGUAGES:
        names = wording.lines(language, "labels")
        middle = names.index("[seller]")
        own.update(names[:middle])
        other.update(names[middle + 1 :])
    return frozenset(own), frozenset(other)


class Labels:
    """`feed` one character of speech, get what is no label. `other`: the model began to speak for the seller."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        own, self._others = _known()
        self._names = tuple(names)
        self._own = own | {name.lower() for name in names if len(name) <= LONGEST}
        self.other = False
        self._line: str | None = ""  # the start of a line while it may be a label; None further on
        self._blank = ""
        self._last = ""
        self._quote = ""

    def anew(self) -> "Labels":
        return Labels(self._names)

    @property
    def held(self) -> int:
        return len(self._line or "")

    def feed(self, character: str) -> str:
        if self._line is None:
            return self._say(character)
        if character.isspace() and not self._line:
            return self._say(character)
        return self._match(self._line + character)

    def close(self) -> str:
        return self._give_up("")

    def _match(self, line: str) -> str:
        label = line.lower()
        if label[-1] in ":：" and label[:-1].rstrip() in self._own | self._others:
            self.other = label[:-1].rstrip() in self._others
            self._line = ""
            return ""
        if any(name.startswith(label.rstrip()) for name in self._own | self._others):
            self._line = line
            return ""
        return self._give_up(line)

    def _give_up(self, line: str) -> str:
        """It was no label: what was kept is said."""
        line, self._line = line or self._line or "", None
        return "".join(self._say(character) for character in line)

    def _say(self, character: str) -> str:
        if character.isspace():
            self._blank = "\n" if "\n" in self._blank + character else " "
            if character == "\n":
                self._line = ""
            return ""
        if not self._last and not self._quote and character in QUOTES:
            self._quote = QUOTES[character]
            return ""
        if character == self._quote and not self._blank:
            self._quote = "done"
            return ""
        joined = self._last == "" or not self._blank or (is_cjk(self._last) and is_cjk(character))
        self._blank, self._last = "", character
        return character if joined else f" {character}"
