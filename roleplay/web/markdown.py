"""Templates into Markdown: every word that is filled in is text, whatever marks it holds."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from roleplay.web.render import HERE

SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
SPACE = re.compile(r"\s+")
ORDERED = re.compile(r"^( ?\d+)([.)])")  # what would begin a list, or underline a title
BULLET = re.compile(r"^( ?)([-+=])")


def as_text(value: object) -> str:
    """One line in which nothing is a mark: what people typed may hold headings, links, pictures and HTML."""
    words = SPECIAL.sub(r"\\\1", SPACE.sub(" ", str(value)))
    return BULLET.sub(r"\1\\\2", ORDERED.sub(r"\1\\\2", words))


@cache
def environment() -> Environment:
    """Whatever a template prints goes through `as_text`; only the template's own letters are Markdown."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"), finalize=as_text, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, autoescape=False,
    )  # fmt: skip


def markdown(name: str, **what: Any) -> str:
    return environment().get_template(name).render(**what).strip() + "\n"
