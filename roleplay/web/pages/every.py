"""All pages of ours, in the order in which their addresses are tried."""

from types import ModuleType

from roleplay.web import languages
from roleplay.web.pages import (
    attempts,
    brief,
    disputes,
    exports,
    home,
    password,
    people,
    people_import,
    person,
    progress_page,
    queue,
    retry,
    review,
    reviewed,
    scorecard,
    sign_in,
    sign_on,
)

PAGES: tuple[ModuleType, ...] = (
    home,
    brief,
    attempts,
    disputes,
    exports,
    retry,
    scorecard,
    reviewed,
    progress_page,
    queue,
    review,
    sign_in,
    sign_on,
    people,
    people_import,
    person,
    password,
    languages,
)
