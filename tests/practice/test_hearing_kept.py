"""An attempt keeps the hearing file that it was practised with: whoever hears it again hears by the same lessons."""

import shutil
from pathlib import Path

from roleplay.attempt_content import ContentReader, choose_content, texts_of
from roleplay.content.library import load_library
from roleplay.store.content_versions import keep_texts
from roleplay.store.database import Database
from tests.practice.conftest import CAST

LESSONS = """format: 1
id: oven-call
language: en
topics:
  "fact:gas":
    examples: ["What does the heat set you back?"]
"""


def test_the_hearing_file_is_among_what_an_attempt_keeps(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CAST, tmp_path / "cast"))
    (folder / "hearing").mkdir()
    (folder / "hearing" / "oven-call.yaml").write_text(LESSONS, encoding="utf-8")
    library = load_library(folder)
    hashes, texts = texts_of(library, choose_content(library, "oven-call", None))
    assert texts[hashes["hearing:oven-call"]] == ("hearing", LESSONS)


def test_a_scenario_without_one_keeps_none() -> None:
    library = load_library(CAST)
    hashes, _texts = texts_of(library, choose_content(library, "oven-call", None))
    assert set(hashes) == {"scenario:oven-call", "persona:owner-pat", "rubric:call"}


def test_hearing_again_uses_the_kept_file_whatever_the_folder_says_today(tmp_path: Path, database: Database) -> None:
    folder = Path(shutil.copytree(CAST, tmp_path / "cast"))
    (folder / "hearing").mkdir()
    (folder / "hearing" / "oven-call.yaml").write_text(LESSONS, encoding="utf-8")
    library = load_library(folder)
    hashes, texts = texts_of(library, choose_content(library, "oven-call", None))
    with database.writing() as session:
        keep_texts(session, texts)
    contents = ContentReader(database)
    with_it = contents.scenario(hashes["scenario:oven-call"], hashes["hearing:oven-call"])
    assert with_it.full_catalogue == library.scenarios["oven-call"].full_catalogue
    assert contents.scenario(hashes["scenario:oven-call"]).full_catalogue == with_it.catalogue
