"""A content folder that is right, to be spoiled by one change at a time."""

import shutil
from pathlib import Path

import pytest

from roleplay.content.library import read_library
from roleplay.content.problem import Problem

CAST = Path(__file__).parent.parent / "cast"


class Folder:
    def __init__(self, path: Path) -> None:
        self.path = path

    def change(self, file: str, old: str, new: str) -> "Folder":
        path = self.path / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return self

    def problems(self) -> list[Problem]:
        return read_library(self.path)[1]

    def lines(self) -> list[str]:
        """Each problem as an author reads it."""
        return [f"{p.file}:{p.place.line}:{p.place.column} {p.level}: {p.what()} {p.mend()}" for p in self.problems()]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    shutil.copytree(CAST, tmp_path / "content")
    return Folder(tmp_path / "content")
