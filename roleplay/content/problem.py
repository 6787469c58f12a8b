"""What is wrong with content: where (file, line, column), what, and the mend. Worded by i18n for the reader."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from roleplay.content.yaml_reader import Place
from roleplay.errors import RoleplayError
from roleplay.i18n import word


@dataclass(frozen=True)
class Problem:
    """`file` is relative to the content folder. `code` names the texts `content.<code>.what` and `.mend`."""

    file: str
    place: Place
    code: str
    params: dict[str, object] = field(default_factory=dict)
    level: Literal["error", "warning"] = "error"

    def what(self, language: str = "en") -> str:
        return word(language, f"content.{self.code}.what", **self.params)

    def mend(self, language: str = "en") -> str:
        return word(language, f"content.{self.code}.mend", **self.params)

    def as_json(self, language: str = "en") -> dict[str, object]:
        """As the command `check --json` prints it."""
        return {
            "file": self.file,
            "line": self.place.line,
            "column": self.place.column,
            "what": self.what(language),
            "mend": self.mend(language),
            "level": self.level,
        }


def in_order(problems: Sequence[Problem]) -> list[Problem]:
    """By file, then line and column: the order in which an author walks through them."""
    return sorted(problems, key=lambda problem: (problem.file, problem.place.line, problem.place.column, problem.code))


class BadContent(RoleplayError):
    """The content has errors; `problems` are all of them, warnings too."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = in_order(problems)
        errors = [problem for problem in self.problems if problem.level == "error"]
        first = errors[0]
        super().__init__(
            "bad-content", n=len(errors), file=first.file, line=first.place.line, column=first.place.column,
            what=first.what(), mend=first.mend(),
        )  # fmt: skip
