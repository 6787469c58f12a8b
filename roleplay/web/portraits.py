"""A persona's portrait: the shape says the style, the tone says who, one Han character or two letters. No stock faces."""

import hashlib
import re

from markupsafe import Markup, escape

from roleplay.content.persona import Persona

TONES = ("clay", "moss", "slate", "plum", "ochre", "teal")
# For a picture that stands alone, where the page's colours do not reach: light and dark.
COLOURS = {
    "clay": ("#96482f", "#eba489"), "moss": ("#55652a", "#b9c98a"), "slate": ("#3d5c78", "#a3c1dc"),
    "plum": ("#744468", "#dcabd0"), "ochre": ("#80590f", "#e0bb71"), "teal": ("#216660", "#8acdc5"),
}  # fmt: skip
SHAPES = {
    "dominant": '<path d="M0 64 64 0v64z" fill="currentColor" opacity=".13"/><path d="M22 64 64 22v42z" fill="currentColor" opacity=".13"/>',
    "expressive": '<g fill="none" stroke="currentColor" stroke-width="5" opacity=".2"><circle cx="64" cy="0" r="18"/>'
    '<circle cx="64" cy="0" r="32"/><circle cx="64" cy="0" r="46"/></g>',
    "amiable": '<circle cx="14" cy="54" r="27" fill="currentColor" opacity=".14"/><circle cx="50" cy="58" r="25" fill="currentColor" opacity=".14"/>',
    "analytical": '<path d="M12 0v64M22 0v64M32 0v64M42 0v64M52 0v64M0 12h64M0 22h64M0 32h64M0 42h64M0 52h64"'
    ' stroke="currentColor" stroke-width="1" opacity=".22"/>',
}
HAN = re.compile(r"[\u3400-\u9fff]")


def tone_of(persona: Persona) -> str:
    """One of six, chosen from the id, so that it never changes. (Byte 12: the shipped customers then differ.)"""
    return TONES[hashlib.sha256(persona.id.encode()).digest()[12] % len(TONES)]


def mark_of(persona: Persona) -> str:
    """林 for 林主任, DH for Dr. Daniel Hale."""
    if persona.mark:
        return persona.mark
    if han := HAN.search(persona.name):
        return han[0]
    names = [name for name in persona.name.split() if not name.endswith(".")] or persona.name.split()
    return "".join(name[0] for name in (names[0], names[-1])[: len(names)]).upper()


def shape_of(persona: Persona) -> Markup:
    """What is drawn inside the 64 x 64 square."""
    mark = mark_of(persona)
    place = 'y="40" class="two"' if len(mark) > 1 else 'y="41"'
    ground = '<rect width="64" height="64" fill="currentColor" opacity=".12"/>'
    return Markup(f'{ground}{SHAPES[persona.style]}<text x="32" {place}>{escape(mark)}</text>')


def picture_of(persona: Persona) -> str:
    """The portrait as an SVG file, for Chainlit's own screens."""
    light, dark = COLOURS[tone_of(persona)]
    size = 21 if len(mark_of(persona)) > 1 else 25
    style = (
        f"svg{{color:{light};background:#fffefc}}@media(prefers-color-scheme:dark){{svg{{color:{dark};background:#201d19}}}}"
        f"text{{font:500 {size}px 'Songti SC','Noto Serif CJK SC',Georgia,serif;fill:currentColor;text-anchor:middle}}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><style>{style}</style>{shape_of(persona)}</svg>'
    )
