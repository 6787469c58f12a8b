"""Gold lines of the playbook can be pasted as they are, whatever a seller said."""

import shutil
from pathlib import Path

import pytest

from roleplay.content.library import load_library
from roleplay.content.scenario import GoldLine
from roleplay.review.gold import as_yaml

CAST = Path(__file__).parent.parent / "cast"


@pytest.mark.parametrize(
    "said",
    [
        "What happens at night?",
        "“现在”这套：先问患者，再谈药；您看呢？# 不是注释",
        '- [x]: {odd} & "quoted" \'twice\' \\ back: slash',
        "yes", "12:30", "null", "two\nlines", "a next\u2028line and a \u007f mark", "长" * 600,
    ],
)  # fmt: skip
def test_pasted_into_a_scenario_it_is_read_back_word_for_word(said: str, tmp_path: Path) -> None:
    folder = shutil.copytree(CAST, tmp_path / "content")
    file = folder / "scenarios" / "oven-call.yaml"
    text = file.read_text(encoding="utf-8")
    scenario = load_library(folder).scenarios["oven-call"]
    gold = GoldLine.model_validate(
        {"for": ["fact:gas", f"objection:{scenario.objections[0].id}"], "line": said, "why": said}
    )

    before = text[: text.index("\ngold:")] + "\n" if "\ngold:" in text else text
    file.write_text(before + as_yaml("oven-call", [gold]), encoding="utf-8")

    assert load_library(folder).scenarios["oven-call"].gold == (gold,)


def test_no_lines_make_no_text() -> None:
    assert as_yaml("oven-call", []) == ""
