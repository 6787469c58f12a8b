"""Finds the JSON objects in what a model wrote: after its reasoning, inside fences, between sentences, with trailing commas."""

import json
import re
from collections.abc import Iterator, Set
from typing import Any

from roleplay.cleaning import deeply_cleaned

_REASONING = re.compile(r"<(think|thinking|reasoning|thought)>.*?(?:</\1>|\Z)", re.S | re.I)
_UNOPENED = re.compile(r"\A.*</(?:think|thinking|reasoning|thought)>", re.S | re.I)
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.S)
REPAIRS = 20  # of one answer: each reads all of it
_DECODER = json.JSONDecoder(strict=False)  # a line break inside a string is a line break


def without_reasoning(text: str) -> str:
    """The text without blocks of reasoning; some endpoints send the end of one without its beginning."""
    return _UNOPENED.sub("", _REASONING.sub("", text)).strip()


def objects_in(text: str) -> list[dict[str, Any]]:
    """Every outermost JSON object, in order."""
    return list(_objects(without_reasoning(text)))


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """An odd answer of 64,000 characters takes less than a second: see `test_lenient`."""
    at, repairs = text.find("{"), REPAIRS
    while at >= 0:
        found, length = _decoded(text, at)
        if found is None and repairs and _may_be_a_comma(text, length):
            found, length, repairs = *_repaired(text, at), repairs - 1
        if found is not None:
            yield deeply_cleaned(found)
        at = text.find("{", length if found is not None else at + 1)


def _decoded(text: str, at: int = 0) -> tuple[dict[str, Any] | None, int]:
    """The object that begins here and where it ends; or None and where it cannot be read on."""
    try:
        found, end = _DECODER.raw_decode(text, at)
        return found, end
    except json.JSONDecodeError as error:
        return None, error.pos
    except RecursionError:
        return None, at


def _may_be_a_comma(text: str, fault: int) -> bool:
    """Whether an object cannot be read on because it, or a list, ends where another item was promised."""
    return text[fault : fault + 1] in ("}", "]", ",")


def _repaired(text: str, at: int) -> tuple[dict[str, Any] | None, int]:
    """The object without trailing commas; it takes all that is left."""
    found, _ = _decoded(_TRAILING_COMMA.sub(lambda match: match[1] or "", text[at:]))
    return found, len(text)


def fault_of_form(text: str) -> str | None:
    """Why the first object cannot be read as JSON, and where; None where it can, or where there is none."""
    said = without_reasoning(text)
    at = said.find("{")
    if at < 0:
        return None
    try:
        _DECODER.raw_decode(said[at:])
    except json.JSONDecodeError as error:
        near = said[at:][max(0, error.pos - 20) : error.pos + 20]
        return f"it is no valid JSON: {error.msg} at character {error.pos} of the object, near `{near}`"
    except RecursionError:
        return "it is no valid JSON: it nests too deep"
    return None


def last_object_with(text: str, names: Set[str]) -> dict[str, Any] | None:
    """The last outermost object that has one of these keys. Of one that was cut off, all that is whole in it counts.

    It reads the text once from left to right, so that no answer, however odd, takes long.
    """
    text = without_reasoning(text)
    found = [made for piece in _outermost(text) if (made := _read(piece)) is not None and not names.isdisjoint(made)]
    return found[-1] if found else None


def _outermost(text: str) -> Iterator[str]:
    """Each outermost object's text; of one that does not end, as far as a value in it ended, with what it lacks."""
    open_: list[str] = []
    start, whole, lacking, in_words, escaped = 0, 0, "", False, False
    for at, sign in enumerate(text):
        if in_words:
            in_words, escaped = escaped or sign != '"', sign == "\\" and not escaped
        elif not open_:
            if sign == "{":
                open_, start, whole = ["}"], at, 0
        elif sign == '"':
            in_words = True
        elif sign in "{[":
            open_.append("}" if sign == "{" else "]")
        elif sign in "}]":
            if sign != open_.pop():
                break
            if not open_:
                yield text[start : at + 1]
            whole, lacking = at + 1, "".join(reversed(open_))
    if open_ and whole:
        yield text[start:whole] + lacking


def _read(piece: str) -> dict[str, Any] | None:
    return next(_objects(piece), None)
