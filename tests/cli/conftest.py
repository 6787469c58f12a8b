"""The command line as a person or a program calls it: arguments in; exit code, output and errors out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from roleplay.cli.main import run
from roleplay.config import NAMES

CAST = Path(__file__).parent.parent / "cast"


@dataclass
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Roleplay = Callable[..., Done]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A clean environment with a database of its own."""
    for name in (*NAMES.values(), "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ROLEPLAY_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ROLEPLAY_CONTENT", str(CAST))


@pytest.fixture
def roleplay(environment: None, capsys: pytest.CaptureFixture[str]) -> Roleplay:
    def call(*arguments: str) -> Done:
        with pytest.raises(SystemExit) as ended:
            run(list(arguments))
        captured = capsys.readouterr()
        return Done(int(ended.value.code or 0), captured.out, captured.err)

    return call


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """What an honest seller says, with a blank line between."""
    path = tmp_path / "lines.txt"
    path.write_text(
        "Good morning Pat, this is Alice from Hearth ovens.\n\nHow do your nights at the bakery run?\n"
        "What does the gas bill cost you for a month of baking?\n",
        encoding="utf-8",
    )
    return path
