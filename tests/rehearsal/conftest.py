"""The small cast, as bots meet it."""

from pathlib import Path

import pytest

from roleplay.content.library import Library, load_library
from roleplay.rehearsal.play import PreparedScenario

CAST = Path(__file__).parent.parent / "cast"


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(CAST)


@pytest.fixture(scope="session")
def stage(library: Library) -> PreparedScenario:
    return PreparedScenario(library, "oven-call", "owner-pat")
