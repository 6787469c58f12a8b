"""Tables as CSV that spreadsheets open: with a mark of their encoding, and never with a formula in them."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULAS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
)  # wide signs count as formulas in East Asian editions
BOM = "\ufeff"


def written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Numbers of ours stay numbers; text that would be read as a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(each) for each in head])
    writer.writerows([each if isinstance(each, int | float) else harmless(str(each)) for each in row] for row in rows)
    return BOM + text.getvalue()


def harmless(text: str) -> str:
    """Spaces before the sign do not hide it from every spreadsheet."""
    return f"'{text}" if text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(FORMULAS) else text
