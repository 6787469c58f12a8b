"""Rows into a CSV file that a spreadsheet opens as it is meant: with its umlauts and characters, and without running anything."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with these a spreadsheet takes a cell for a formula


def spreadsheet(rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with the mark that Excel needs to see that it is."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def neutral(cell: object) -> object:
    """Numbers stay as they are; words that look like a formula get a quote before them."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
