"""Writes playbook lines as the `gold:` part of a scenario's file, ready to paste."""

from collections.abc import Sequence

import yaml

from roleplay.content.scenario import GoldLine


def as_yaml(scenario: str, lines: Sequence[GoldLine]) -> str:
    """With a comment that says where it belongs. Where the file has a `gold:` already, only the entries are pasted."""
    return f"# scenarios/{scenario}.yaml\ngold:\n" + "".join(map(_entry, lines)) if lines else ""


def _entry(gold: GoldLine) -> str:
    return f"  - for: [{', '.join(gold.for_)}]\n    line: {_quoted(gold.line)}\n    why: {_quoted(gold.why)}\n"


def _quoted(text: str) -> str:
    """In quotes, so that no word of a seller's is read as anything but words."""
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=len(text) * 10 + 80).rstrip("\n")
