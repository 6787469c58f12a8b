"""Loads in the background, at the start of the server, what the first pages would otherwise wait for."""

from collections.abc import Callable

from roleplay.content.library import KINDS, Library, content_hash, read_content
from roleplay.errors import RoleplayError
from roleplay.i18n import LANGUAGES, catalogue
from roleplay.web.app_context import AppContext
from roleplay.web.render import environment


def warm_up(context: AppContext) -> None:
    """Errors are ignored here: whoever asks for it next is shown them."""
    library = context.practice.library
    steps: tuple[Callable[[], object], ...] = (
        lambda: note_content(context), _words, _templates, lambda: _content(library()), context.trust.raters,
    )  # fmt: skip
    for step in steps:
        try:
            step()
        except RoleplayError:
            continue


def note_content(context: AppContext) -> None:
    """Into the audit trail, where the content files are not those of the last start."""
    sources = context.practice.library().sources
    context.audit.note_content({name: content_hash(text) for name, text in sources.items()})


def _words() -> None:
    for language in LANGUAGES:
        catalogue(language)


def _content(library: Library) -> None:
    """Most attempts used it as it is today."""
    for kind in KINDS:
        for name, text in library.sources.items():
            if name.startswith(f"{kind}:"):
                read_content(kind, text)


def _templates() -> None:
    made = environment()
    for name in made.list_templates():
        made.get_template(name)
