"""docs/scoring.md says what the commands do."""

import re
import shlex
from pathlib import Path
from typing import Any

import typer

from roleplay.cli.main import app

PAGE = Path(__file__).parent.parent.parent / "docs" / "scoring.md"


def commands() -> dict[str, Any]:
    """Every command by its words, `attempts import` too."""
    root: Any = typer.main.get_command(app)
    groups = {name: each for name, each in root.commands.items() if hasattr(each, "commands")}
    inner = {f"{group} {name}": each for group, all in groups.items() for name, each in all.commands.items()}
    return {**root.commands, **inner}


def test_every_example_is_a_command_with_options_that_exist() -> None:
    known = commands()
    examples = re.findall(r"^    roleplay (.+?)(?:  +#.*| <.*)?$", PAGE.read_text(encoding="utf-8"), re.M)
    assert len(examples) >= 8
    for example in examples:
        words = shlex.split(example)
        name = " ".join(words[:2]) if " ".join(words[:2]) in known else words[0]
        options = {option for parameter in known[name].params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, example


def test_every_option_of_these_commands_is_told() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in ("score", "attempts import", "rescore"):
        for parameter in commands()[name].params:
            if parameter.opts[0].startswith("--") and parameter.opts[0] not in ("--content", "--json"):
                assert parameter.opts[0] in text, f"{name} {parameter.opts[0]}"
