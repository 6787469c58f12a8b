"""A ZIP file that is sent while it is made: it is never whole in memory nor on the disk."""

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile


class _Outgoing(io.RawIOBase):
    """Takes what is written, until it is fetched; ZipFile knows by `seekable` that it cannot go back."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._waiting += piece
        return len(piece)

    def fetch(self) -> bytes:
        piece, self._waiting = bytes(self._waiting), bytearray()
        return piece


def zip_stream(files: Iterable[tuple[str, object]]) -> Iterator[bytes]:
    """`files` are names with what is written there as JSON."""
    outgoing = _Outgoing()
    with ZipFile(outgoing, "w", ZIP_DEFLATED) as archive:
        for name, told in files:
            archive.writestr(name, json.dumps(told, ensure_ascii=False, indent=2) + "\n")
            yield outgoing.fetch()
    yield outgoing.fetch()
