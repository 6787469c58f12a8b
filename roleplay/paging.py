"""Pages of a long list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paging:
    """One page of a list: its number and how many pages there are, both from 1, and where it begins and ends in the list."""

    page: int
    pages: int
    start: int
    end: int


def paging(count: int, size: int, wanted: int) -> Paging:
    """Returns the wanted page of `count` items at `size` a page; the nearest one where there is no such page."""
    pages = max(1, -(-count // size))
    page = min(max(1, wanted), pages)
    return Paging(page, pages, (page - 1) * size, page * size)
