"""Speakers' names at the start of a line: the customer's own is left out, at the seller's the reply is over.

A name that the words behind it are about (“客户：这两个字我听着就烦”) is no label, nor is a word that only addresses somebody.
Blank lines and runs of blanks become one blank here, none between Han characters; a reply in quotation marks loses them.
"""

import re
from collections.abc import Sequence
from functools import cache

from roleplay.customer import policy, wording
from roleplay.customer.gestures import is_cjk

QUOTES = {'"': '"', "“": "”", "「": "」", "'": "'", "‘": "’", "”": "”"}
_ABOUT_IT = re.compile(
    r"\s*(?:(?:这|那)(?:个|[两三几俩]个?)?(?:字|词|称呼|头衔|名字|叫法)|(?:人家|他们|大家|别人)?都?这么叫|"
    r"(?:that|the|there's that) (?:word|name|title)|that's what|that's who)",
    re.IGNORECASE,
)


@cache
def _known() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The customer's and the seller's names in every language, and those of the seller that count on a later line only."""
    own: set[str] = set()
    other: set[str] = set()
    for language in wording.LANGUAGES:
        names = wording.lines(language, "labels")
        middle = names.index("[seller]")
        own.update(names[:middle])
        other.update(names[middle + 1 :])
    later = {name.removeprefix("+") for name in other if name.startswith("+")}
    return frozenset(own), frozenset(name for name in other if not name.startswith("+")), frozenset(later)


class Labels:
    """`feed` one character of speech, get what is no label. `other`: the model began to speak for the seller."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        own, self._sellers, self._later = _known()
        self._names = tuple(names)
        self._own = own | {name.lower() for name in names if len(name) <= policy.LONGEST_LABEL}
        self.other = False
        self._line: str | None = ""  # the start of a line while it may be a label; None further on
        self._label = ""  # a name with its colon, while the words behind it are looked at
        self._behind = ""
        self._blank = ""
        self._last = ""
        self._quote = ""

    def anew(self) -> "Labels":
        return Labels(self._names)

    @property
    def held(self) -> int:
        return len(self._line or "") + len(self._label) + len(self._behind)

    def feed(self, character: str) -> str:
        if self._label:
            self._behind += character
            return self._decide() if len(self._behind) >= policy.LABEL_CONTEXT or character == "\n" else ""
        if self._line is None:
            return self._say(character)
        if character.isspace() and not self._line:
            return self._say(character)
        return self._match(self._line + character)

    def close(self) -> str:
        return self._decide() if self._label else self._give_up("")

    @property
    def _others(self) -> frozenset[str]:
        return self._sellers | self._later if self._last else self._sellers

    def _match(self, line: str) -> str:
        label = line.lower()
        if label[-1] in ":：" and label[:-1].rstrip() in self._own | self._others:
            self._label, self._line = line, ""
            return ""
        if any(name.startswith(label.rstrip()) for name in self._own | self._others):
            self._line = line
            return ""
        return self._give_up(line)

    def _decide(self) -> str:
        """Whether the name was a label, by the words behind it."""
        label, behind, self._label, self._behind = self._label, self._behind, "", ""
        if _ABOUT_IT.match(behind):
            return self._give_up(label + behind)
        self.other = label.lower()[:-1].rstrip() in self._others
        return "" if self.other else "".join(self.feed(character) for character in behind)

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
