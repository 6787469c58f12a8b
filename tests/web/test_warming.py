"""What the first page needs is read at the server's start, and trouble with it is left for who asks."""

from pathlib import Path

from fastapi import FastAPI

from roleplay.config import Settings
from roleplay.content.library import load_library, read_content
from roleplay.practice import PracticeService, open_practice
from roleplay.web.render import environment
from roleplay.web.server import create_app
from roleplay.web.warming import warm


def test_after_it_nothing_that_talks_used_is_read_again(app: FastAPI, practice: PracticeService) -> None:
    warm(app.state.house)

    before = read_content.cache_info()
    library = practice.library()
    for id in library.scenarios:
        read_content("scenario", library.source("scenario", id))

    assert read_content.cache_info().misses == before.misses
    made = environment()
    assert made.cache is not None and len(made.cache) == len(made.list_templates())


def test_content_that_cannot_be_read_does_not_stop_it(settings: Settings, tmp_path: Path) -> None:
    practice = open_practice(settings, lambda: load_library(tmp_path), flush=0)

    warm(create_app(settings, practice).state.house)
