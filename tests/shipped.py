"""The shipped content, read once in a process: nothing in it can be changed, so tests share it."""

from functools import cache
from pathlib import Path

from roleplay.content.library import Library, load_library

ROOT = Path(__file__).parent.parent


@cache
def shipped() -> Library:
    return load_library(ROOT)
