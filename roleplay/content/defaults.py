"""What stands in place of what the short form leaves out: a language's plain lines, and its general rubric."""

from functools import cache
from pathlib import Path
from typing import Any

from roleplay.content.base import primary
from roleplay.content.yaml_reader import read_yaml
from roleplay.i18n import language_of

FOLDER = Path(__file__).parent / "general"
SPEECH = Path(__file__).parent / "speech"
LANGUAGES = ("en", "zh")  # those with lines, a speech library and a general rubric
GENERAL_RUBRICS = {f"general-{language}": FOLDER / f"rubric-{language}.yaml" for language in LANGUAGES}


@cache
def defaults_of(language: str) -> dict[str, Any]:
    """The plain sentences of a language, and the lines that are of no style; English where nobody has written any."""
    name = known_language(language)
    return {**_read(FOLDER / f"{name}.yaml"), **_read(SPEECH / name / "any.yaml")}


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(path.read_text(encoding="utf-8")).data
    return data


def known_language(language: object) -> str:
    """The language whose library serves this tag: `zh` for `zh-CN`; English where there is none."""
    return language_of(primary(language)) if isinstance(language, str) else "en"


def general_rubric_of(language: object) -> str:
    """The id of the rubric that serves where a scenario names none."""
    return f"general-{known_language(language)}"


@cache
def general_rubric_text(id: str) -> str:
    """The source of a general rubric."""
    return GENERAL_RUBRICS[id].read_text(encoding="utf-8")
