"""Characters that are no text: halves of pairs, the sign for a byte that was lost, control characters."""

import re
from typing import Any

_NO_TEXT = re.compile("[\ufffd\ufffe\uffff\u200b\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class Cleaner:
    """`feed` chunks, get them without such characters. A pair that was cut in two by chunks is put together."""

    def __init__(self) -> None:
        self._half = ""

    def feed(self, chunk: str) -> str:
        chunk, self._half = self._half + chunk, ""
        if chunk and "\ud800" <= chunk[-1] <= "\udbff":
            chunk, self._half = chunk[:-1], chunk[-1]
        return cleaned(chunk)


def cleaned(text: str) -> str:
    """Joins the halves of pairs and removes characters that are no text."""
    joined = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return _NO_TEXT.sub("", joined.replace("\r\n", "\n").replace("\r", "\n"))


def deeply_cleaned(value: Any) -> Any:
    """The same JSON value with every text in it cleaned, keys too."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [deeply_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {deeply_cleaned(key): deeply_cleaned(each) for key, each in value.items()}
    return value
