"""A server serves what is sound: a bad file harms itself only, its last good version goes on, and changes are noticed."""

import logging
import shutil
from pathlib import Path

import pytest

from roleplay.content.library import load_library
from roleplay.content.problem import BadContent
from roleplay.content.served_content import LOOKS_EVERY, ServedContent, read_served
from tests.content.conftest import CAST


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Content with one scenario that must go on whatever happens to the other."""
    folder = tmp_path / "content"
    shutil.copytree(CAST, folder)
    for kind, id, other in (("scenarios", "oven-call", "second-call"), ("personas", "owner-pat", "owner-sam")):
        text = (folder / kind / f"{id}.yaml").read_text(encoding="utf-8")
        (folder / kind / f"{other}.yaml").write_text(
            text.replace(f"id: {id}", f"id: {other}", 1).replace("[owner-pat", "[owner-sam"), encoding="utf-8"
        )
    load_library(folder)
    return folder


@pytest.fixture
def served(folder: Path, tmp_path: Path, clock: Clock) -> ServedContent:
    return ServedContent(folder, tmp_path / "kept", clock)


def spoil(path: Path, text: str = "format: 1\nid: [\n") -> None:
    path.write_text(text, encoding="utf-8")


def test_a_file_that_was_bad_from_the_start_is_left_out_and_the_rest_is_served(
    served: ServedContent, folder: Path
) -> None:
    spoil(folder / "scenarios" / "second-call.yaml")
    found = served.look()
    assert set(found.library.scenarios) == {"oven-call"}
    assert "scenarios/second-call.yaml" in found.left_out and not found.older
    assert {problem.file for problem in found.problems} >= {"scenarios/second-call.yaml"}


def test_a_file_that_breaks_goes_on_in_its_last_good_version_also_after_a_restart(
    served: ServedContent, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    before = served()
    spoil(folder / "scenarios" / "second-call.yaml")
    clock.now += LOOKS_EVERY
    assert served() == before and served.look().older == {"scenarios/second-call.yaml"}
    again = ServedContent(folder, tmp_path / "kept", clock).look()
    assert again.library == before and again.older == {"scenarios/second-call.yaml"}


def test_a_scenario_that_names_nobody_known_goes_on_as_it_was(
    served: ServedContent, folder: Path, clock: Clock
) -> None:
    before = served()
    path = folder / "scenarios" / "second-call.yaml"
    spoil(path, path.read_text(encoding="utf-8").replace("[owner-sam", "[nobody-known", 1))
    clock.now += LOOKS_EVERY
    assert served().scenarios == before.scenarios
    assert served.look().older == {"scenarios/second-call.yaml"}


def test_a_customer_who_is_deleted_takes_only_their_scenario_along(
    served: ServedContent, folder: Path, clock: Clock
) -> None:
    served()
    (folder / "personas" / "owner-sam.yaml").unlink()
    clock.now += LOOKS_EVERY
    assert set(served().scenarios) == {"oven-call"}


def test_a_change_is_noticed_and_swapped_in_whole(
    served: ServedContent, folder: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    path = folder / "scenarios" / "second-call.yaml"
    old = served()
    text = path.read_text(encoding="utf-8")
    spoil(path, text.replace("title: ", "title: New ", 1))
    assert served() is old  # it looks every two seconds
    clock.now += LOOKS_EVERY
    assert served().scenarios["second-call"].title.startswith("New ") and old.scenarios["second-call"].title in text
    assert "content was read again" in caplog.text
    again = served()
    clock.now += LOOKS_EVERY
    assert served() is again


def test_the_log_says_where_the_error_is_and_what_to_do(
    served: ServedContent, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = folder / "personas" / "owner-sam.yaml"
    spoil(path, path.read_text(encoding="utf-8").replace("\nrole:", "\nroel:", 1))
    served()
    assert "personas/owner-sam.yaml:5:" in caplog.text and "Did you mean “role”?" in caplog.text


def test_without_any_scenario_there_is_nothing_to_serve(folder: Path, tmp_path: Path) -> None:
    for path in (folder / "scenarios").iterdir():
        spoil(path)
    with pytest.raises(BadContent):
        read_served(folder, tmp_path / "kept")


def test_when_everything_breaks_at_once_what_was_read_goes_on(
    served: ServedContent, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    before = served()
    shutil.rmtree(folder / "scenarios")
    shutil.rmtree(tmp_path / "kept")
    clock.now += LOOKS_EVERY
    assert served() is before


def test_the_shipped_content_is_served_without_a_problem(tmp_path: Path) -> None:
    from tests.shipped import ROOT, shipped

    found = read_served(ROOT, tmp_path / "kept")
    assert found.library == shipped() and not found.problems
