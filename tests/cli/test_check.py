"""`roleplay check` tells every problem by file, line and column, with its mend."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import CAST, Roleplay


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """Content with one error, in line 5 of the persona."""
    folder = tmp_path / "content"
    shutil.copytree(CAST, folder)
    path = folder / "personas" / "owner-pat.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nrole:", "\nroel:", 1), encoding="utf-8")
    return folder


def test_content_without_problems_is_fine(roleplay: Roleplay) -> None:
    done = roleplay("check", "--content", str(CAST))

    assert (done.code, done.out) == (0, "The content has no problems.\n")


def test_each_problem_begins_with_its_place_and_all_are_counted(roleplay: Roleplay, spoiled: Path) -> None:
    done = roleplay("check", "--content", str(spoiled))

    lines = [line.strip() for line in done.out.splitlines()]
    assert done.code == 1
    assert lines[0].startswith("personas/owner-pat.yaml:5:")
    assert any("Did you mean “role”?" in line for line in lines)
    assert lines[-1] in ("1 error, 0 warnings", "2 errors, 0 warnings")


def test_as_json_it_is_only_the_problems(roleplay: Roleplay, spoiled: Path) -> None:
    done = roleplay("check", "--content", str(spoiled), "--json")

    first = done.json["problems"][0]
    assert done.code == 1 and list(done.json) == ["problems"]
    assert set(first) == {"file", "line", "column", "what", "mend", "level"}
    assert all(each["file"] == "personas/owner-pat.yaml" and each["level"] == "error" for each in done.json["problems"])


def test_content_without_problems_is_an_empty_list(roleplay: Roleplay) -> None:
    done = roleplay("check", "--json")

    assert (done.code, done.json) == (0, {"problems": []})


def test_without_the_encoder_a_note_says_that_nobody_listened(
    roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roleplay.rehearsal.unheard.encoder", lambda: None)
    done = roleplay("check", "--content", str(CAST), "--json")

    assert (done.code, done.json) == (0, {"problems": []})
    assert "the ear for meaning is not installed" in done.err
