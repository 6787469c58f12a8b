"""Tables to download, as CSV that spreadsheets open."""

from collections.abc import Iterable, Sequence

from fastapi import Response

from roleplay.csv_text import written

__all__ = ["table", "written"]


def table(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """`name` is the file's, in plain letters."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(written(head, rows), media_type="text/csv; charset=utf-8", headers=headers)
