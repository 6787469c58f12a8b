"""Words for people: one folder per language, one YAML file per area, `word(language, key, **params)`.

A value may be a mapping of plural forms (`one`, `other`), chosen by the parameter `n` with CLDR's rules.
"""

from functools import cache
from pathlib import Path

import yaml
from babel import Locale

LANGUAGES = {"en": "en", "zh": "zh-CN"}  # our name -> what `<html lang>` says
FOLDER = Path(__file__).parent
QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # by libyaml, in a fifth of the time
FORMS = {"zero", "one", "two", "few", "many", "other"}


class MissingWord(KeyError):
    """A key that a catalogue lacks: a defect of ours, and a test compares the catalogues."""


def language_of(tag: str | None, default: str = "en") -> str:
    """Our language for a BCP 47 tag, by its primary subtag; `default` where we have none."""
    name = (tag or "").split("-")[0].lower()
    return name if name in LANGUAGES else default


@cache
def catalogue(language: str) -> dict[str, str | dict[str, str]]:
    """`area.key` -> text or plural forms, over every file of the language."""
    words: dict[str, str | dict[str, str]] = {}
    for path in sorted((FOLDER / language).glob("*.yaml")):
        _flatten(path.stem, yaml.load(path.read_text(encoding="utf-8"), QUICK) or {}, words)
    return words


def _flatten(key: str, value: object, into: dict[str, str | dict[str, str]]) -> None:
    if isinstance(value, dict) and not FORMS.issuperset(value):
        for name, inner in value.items():
            _flatten(f"{key}.{name}", inner, into)
    elif isinstance(value, dict):
        into[key] = {form: str(text) for form, text in value.items()}
    else:
        into[key] = str(value)


def word(language: str, key: str, /, **params: object) -> str:
    """The text of `key`, its `{gaps}` filled. Raises MissingWord."""
    found = catalogue(language).get(key)
    if found is None:
        raise MissingWord(f"{language}: {key}")
    if isinstance(found, dict):
        n = params.get("n", 0)
        form = _locale(language).plural_form(n if isinstance(n, int) else 0)
        found = found.get(form, found["other"])
    return found.format(**params)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)
