"""Reads a table from CSV, in several encodings and with several separators, or from XLSX."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator

from roleplay.errors import RoleplayError
from roleplay.text_encoding import decode_text

Rows = list[tuple[int, list[str]]]  # the line in the file, and its cells

MOST_ROWS = 20_000
MOST_UNPACKED = 60 * 1024**2  # bytes of an XLSX when unpacked: a list of people is far smaller, a bomb is not
_SEP_LINE = re.compile(
    r"^sep=(.)\r?$", re.IGNORECASE
)  # what Excel writes first when it wants to be asked about nothing


def read_rows(data: bytes) -> Rows:
    """The rows that are not empty. Raises RoleplayError `people-unreadable` or `people-too-many`."""
    rows = _xlsx(data) if data.startswith(b"PK\x03\x04") else _csv(_decoded(data))
    found: Rows = []
    for line, cells in rows:
        if any(cells):
            found.append((line, cells))
        if line > MOST_ROWS:
            raise RoleplayError("people-too-many", most=MOST_ROWS)
    return found


def _decoded(data: bytes) -> str:
    try:
        return decode_text(data)
    except UnicodeDecodeError as odd:
        raise RoleplayError("people-unreadable") from odd


def _csv(text: str) -> Iterator[tuple[int, list[str]]]:
    head, _, rest = text.partition("\n")
    skipped = 0
    if told := _SEP_LINE.match(head):
        text, skipped, delimiter = rest, 1, told[1]
    else:
        few = "\n".join(text.split("\n", 5)[:5])
        delimiter = max(",;\t", key=few.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num + skipped, [cell.strip() for cell in cells]
    except csv.Error as odd:
        raise RoleplayError("people-unreadable") from odd


def _xlsx(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet. A workbook is a zip file: what it says it unpacks to is looked at before anything is unpacked."""
    from openpyxl import load_workbook  # only for those who bring one

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise RoleplayError("people-too-many", most=MOST_ROWS)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield line, [_cell(value) for value in cells]
    except RoleplayError:
        raise
    except Exception as odd:
        raise RoleplayError("people-unreadable") from odd


def _cell(value: object) -> str:
    """A staff number that the spreadsheet took for 1042.0 is 1042."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
