"""Pages of a long list."""

from roleplay.paging import Paging, paging


def test_an_empty_list_has_one_empty_page() -> None:
    assert paging(0, 25, 1) == Paging(1, 1, 0, 25)


def test_the_last_page_may_be_part_full() -> None:
    assert paging(51, 25, 3) == Paging(3, 3, 50, 75)


def test_a_page_that_is_not_there_is_the_nearest() -> None:
    assert (paging(50, 25, 9).page, paging(50, 25, -1).page) == (2, 1)
