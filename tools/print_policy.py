"""Prints docs/policy.md from roleplay/customer/policy.py: `python -m tools.print_policy`, part of `make docs`."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from roleplay.customer import policy

SOURCE = Path(policy.__file__)
KEPT_BY = re.compile(r"(?P<what>.*?)\s*(?P<source>(?:Judgement|Source: ).*)", re.DOTALL)
HEAD = """# The customer's policy in numbers

<!-- Made by `make docs` from roleplay/customer/policy.py; a test fails when it is stale. -->

What the rules do with these numbers is told in [customer.md](customer.md). "Judgement" means that nobody has measured it: it was
chosen by reading talks.

**Change one on purpose.** The same content, seed and words of the seller give the same talk only while these numbers stay: after a
change, stored attempts keep their turns, but a retry goes on by the new numbers, and scores before and after it are not of the same
customer. So: `python -m tests.customer.measures` before and after, `make docs` and read the six printed talks, `roleplay rehearse` on
the shipped scenarios, and a line in CHANGELOG.md.
"""


@dataclass(frozen=True)
class Number:
    """One number, or one table of numbers, of the policy."""

    section: str
    name: str
    what: str
    source: str  # empty where its docstring names none

    @property
    def value(self) -> object:
        return getattr(policy, self.name)


def numbers() -> list[Number]:
    """Reads the numbers in the order of the file: each with the comment that heads its section and its docstring."""
    text = SOURCE.read_text(encoding="utf-8")
    body = ast.parse(text).body
    headings = {n: line[2:] for n, line in enumerate(text.splitlines(), 1) if re.match(r"# [A-Z]", line)}
    found = []
    for node, after in pairwise(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            section = headings[max(n for n in headings if n < node.lineno)]
            found.append(_number(section, node.target.id, _docstring(after)))
    return found


def _number(section: str, name: str, told: str) -> Number:
    parts = KEPT_BY.fullmatch(told)
    return Number(section, name, parts["what"], parts["source"]) if parts else Number(section, name, told, "")


def _docstring(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return ""


def page() -> str:
    """Returns docs/policy.md."""
    return "\n".join([HEAD, *_tables()]).rstrip("\n") + "\n"


def _tables() -> Iterator[str]:
    section = ""
    for number in numbers():
        if number.section != section:
            section = number.section
            yield f"\n## {section}\n\n| number | value | what it decides | where it comes from |\n|---|---|---|---|"
        source = number.source.removeprefix("Source: ").replace("Judgement", "judgement")
        yield f"| `{number.name}` | {_shown(number.value)} | {number.what.rstrip('.')} | {source.rstrip('.')} |"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(each)}" for key, each in value.items())
    if isinstance(value, tuple):
        return " / ".join(str(each) for each in value)
    return f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    sys.stdout.write(page())
