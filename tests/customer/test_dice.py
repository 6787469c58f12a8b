"""Chance is a hash: the same on every machine, in every run."""

from roleplay.customer.dice import draw, fingerprint, pick, shuffled


def test_a_draw_is_the_same_on_every_machine() -> None:
    assert draw(7, 4, "wording") == 0.7777155063497398


def test_draws_spread_evenly_over_seeds() -> None:
    draws = [draw(seed, 2, "x") for seed in range(2000)]
    assert 0.47 < sum(draws) / len(draws) < 0.53
    assert min(draws) >= 0 and max(draws) < 1


def test_every_item_is_picked_about_as_often() -> None:
    picked = [pick("abc", seed, 2, "x") for seed in range(3000)]
    assert all(900 < picked.count(item) < 1100 for item in "abc")


def test_the_order_depends_on_the_seed_and_not_on_the_order_given() -> None:
    assert shuffled("abcd", 3, "o") == shuffled("dcba", 3, "o")
    assert len({tuple(shuffled("abcd", seed, "o")) for seed in range(200)}) == 24


def test_the_same_parts_have_the_same_fingerprint() -> None:
    assert fingerprint("a", (1, 2)) == fingerprint("a", (1, 2)) != fingerprint("a", (1, 3))
