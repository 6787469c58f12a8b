"""An endpoint is met for the first time in each test."""

import pytest

from roleplay.llm import ladder, lessons


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    ladder.forget()
    lessons.forget_lessons()
