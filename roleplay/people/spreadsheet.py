"""Reads a table from CSV, in several encodings and with several separators, or from XLSX."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator

from roleplay.errors import RoleplayError

Rows = list[tuple[int, list[str]]]  # the line in the file, and its cells

MOST_ROWS = 20_000
MOST_UNPACKED = 60 * 1024**2  # bytes of an XLSX when unpacked: a list of people is far smaller, a bomb is not
_SEP_LINE = re.compile(
    r"^sep=(.)\r?$", re.IGNORECASE
)  # what Excel writes first when it wants to be asked about nothing
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]|[\x80-\xff]")


def read_rows(data: bytes) -> Rows:
    """The rows that are not empty. Raises RoleplayError `people-unreadable` or `people-too-many`."""
    rows = _xlsx(data) if data.startswith(b"PK\x03\x04") else _csv(decoded(data))
    found: Rows = []
    for line, cells in rows:
        if any(cells):
            found.append((line, cells))
        if line > MOST_ROWS:
            raise RoleplayError("people-too-many", most=MOST_ROWS)
    return found


def decoded(data: bytes) -> str:
    """The text: by its mark, as UTF-8, else as what its bytes look like, Chinese or Western European.

    Raises RoleplayError `people-unreadable`.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _as(data, encoding)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _as(data, "gb18030" if _looks_chinese(data) else "cp1252")


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as odd:
        raise RoleplayError("people-unreadable") from odd


def _looks_chinese(data: bytes) -> bool:
    """Everyday characters are two high bytes in GB 2312; `ü` between Latin letters is one alone."""
    pairs = _PAIR.findall(data)
    everyday = sum(len(pair) == 2 and pair[0] >= 0xA1 and pair[1] >= 0xA1 for pair in pairs)
    return everyday * 2 > len(pairs)


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
