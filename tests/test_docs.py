"""Documents that fail when they lie."""

import re
from pathlib import Path

import pytest

from roleplay.config import NAMES, Settings
from roleplay.content.library import read_library
from roleplay.content.reference import reference
from tools.print_transcripts import FOLDER, pages

ROOT = Path(__file__).parent.parent


def test_the_list_of_keys_is_made_from_the_models() -> None:
    assert (ROOT / "docs" / "content.md").read_text(encoding="utf-8") == reference(), "run make docs"


def test_the_printed_talks_are_what_todays_customer_says(capsys: pytest.CaptureFixture[str]) -> None:
    printed = pages()
    assert set(printed) == {path.name for path in FOLDER.glob("*.md")}
    assert not capsys.readouterr().err, "a seller has lines left when the customer has ended the talk"
    for name, text in printed.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, f"{name}: run make docs, and read it"


def test_every_setting_has_its_line_and_no_line_is_of_no_setting() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$", text, re.M)
    assert [(name, what) for name, _default, what in rows] == [
        (NAMES[field], info.description) for field, info in Settings.model_fields.items()
    ]
    shown = {name: default.strip("`") for name, default, _what in rows}
    for field, value in Settings().model_dump(exclude={"content", "data", "database_url"}).items():
        assert shown[NAMES[field]] == as_set(value), f"{NAMES[field]}: docs/settings.md shows another default"


def as_set(value: object) -> str:
    """A value as it is written in the environment."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value in (None, ()) else str(value)


def test_the_readme_names_the_two_commands_and_shows_pictures_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in text and "make test" in text
    for path in re.findall(r"\]\(([^)#]+)\)", text):
        if not path.startswith("http"):
            assert (ROOT / path).exists(), f"README.md links {path}, which does not exist"


def test_links_between_documents_lead_somewhere() -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        for path in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if not path.startswith("http"):
                assert (page.parent / path).exists(), f"{page.name} links {path}, which does not exist"


def test_the_short_form_in_the_guide_for_admins_is_content_that_loads(tmp_path: Path) -> None:
    section = (ROOT / "docs" / "admins.md").read_text(encoding="utf-8").split("## The short form")[1].split("\n## ")[0]
    for name, text in re.findall(r"```yaml\n# (\S+)\n(.*?)```", section, re.S):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    library, problems = read_library(tmp_path)
    assert library is not None, [problem.what() for problem in problems]
    assert (list(library.personas), list(library.scenarios)) == (["erik-lund"], ["till-visit"])
    assert {problem.code for problem in problems} == {"few-sayings"}
