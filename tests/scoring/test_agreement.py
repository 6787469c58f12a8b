"""Agreement by hand: each expected value is worked out in a comment, published ones name their source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.scoring.agreement import exact, mean_bias, ordinal_alpha, weighted_kappa, within

FIVE = [(5, 5), (3, 4), (2, 4), (0, 0), (4, 3)]


def test_exact_is_the_share_of_equal_pairs() -> None:
    assert exact(FIVE) == 2 / 5


def test_within_one_takes_the_neighbours_in() -> None:
    assert within(FIVE) == 4 / 5
    assert within([(0, 0.5), (0, 1)], step=0.5) == 1 / 2


def test_bias_is_what_the_first_gives_more() -> None:
    # 0 - 1 - 2 + 0 + 1 = -2, over 5
    assert mean_bias(FIVE) == -2 / 5


def test_kappa_by_hand() -> None:
    # pairs 0-0, 0-1, 1-1, 2-2.  Observed: 1 / 4.
    # Shares: first 0:2 1:1 2:1, second 0:1 1:2 2:1; squared distances
    #   0: 2 x (1x0 + 2x1 + 1x4) = 12;  1: 1 x (1x1 + 2x0 + 1x1) = 2;  2: 1 x (1x4 + 2x1 + 1x0) = 6
    # expected 20 / 16, kappa = 1 - (1/4) / (20/16) = .8
    assert weighted_kappa([(0, 0), (0, 1), (1, 1), (2, 2)]) == pytest.approx(0.8)


def test_kappa_of_two_values_is_cohens_plain_kappa() -> None:
    # the usual example of 50 applications: both yes 20, both no 15, only the first yes 5, only the second yes 10
    # agreement .7, by chance .5 x .6 + .5 x .4 = .5, kappa = (.7 - .5) / (1 - .5) = .4
    pairs = [(1, 1)] * 20 + [(0, 0)] * 15 + [(1, 0)] * 5 + [(0, 1)] * 10
    assert weighted_kappa([(float(a), float(b)) for a, b in pairs]) == pytest.approx(0.4)


def test_kappa_does_not_depend_on_the_unit_of_the_scale() -> None:
    halves = [(a / 2, b / 2) for a, b in FIVE]
    assert weighted_kappa(halves) == pytest.approx(weighted_kappa(FIVE))


def test_opposite_raters_are_worse_than_chance() -> None:
    # observed 1; expected 2 x (1/2 x 1/2) = 1/2; 1 - 1 / (1/2) = -1
    assert weighted_kappa([(0, 1), (1, 0)]) == pytest.approx(-1)


def test_where_all_values_are_one_there_is_no_kappa_and_no_alpha() -> None:
    assert weighted_kappa([(3, 3)] * 30) is None
    assert ordinal_alpha([[3, 3]] * 30) is None
    assert ordinal_alpha([]) is None


# Four observers, twelve units, missing values: the example of Krippendorff, Computing Krippendorff's Alpha-Reliability (2011)
A = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
B = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
C = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
D = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
PUBLISHED = [[value for value in unit if value is not None] for unit in zip(A, B, C, D, strict=True)]


def test_alpha_is_krippendorffs_own_for_ordered_values_with_gaps() -> None:
    assert ordinal_alpha(PUBLISHED) == pytest.approx(0.815, abs=0.0005)


def test_alpha_by_hand() -> None:
    # units 0-0, 0-1, 1-1: three 0 and three 1, n = 6.  Distance of 0 and 1: (6 - (3 + 3) / 2) squared = 9.
    # Observed: 2 x 9 / (2 - 1) = 18.  Expected: 2 x 3 x 3 x 9 = 162.  alpha = 1 - 5 x 18 / 162 = 4/9
    assert ordinal_alpha([[0, 0], [0, 1], [1, 1]]) == pytest.approx(4 / 9)


def test_what_only_one_rater_rated_says_nothing() -> None:
    assert ordinal_alpha([[0, 0], [0, 1], [1, 1], [5], []]) == pytest.approx(4 / 9)


VALUES = st.sampled_from([0.0, 1.0, 2.0, 3.0, 4.0, 5.0])


@given(st.lists(st.tuples(VALUES, VALUES), min_size=2))
def test_who_comes_first_changes_only_the_sign_of_the_bias(pairs: list[tuple[float, float]]) -> None:
    turned = [(b, a) for a, b in pairs]
    assert mean_bias(turned) == pytest.approx(-mean_bias(pairs))
    assert weighted_kappa(turned) == pytest.approx(weighted_kappa(pairs))
    assert ordinal_alpha(turned) == pytest.approx(ordinal_alpha(pairs))


@given(st.lists(st.lists(VALUES, max_size=4), max_size=12))
def test_alpha_never_exceeds_one_and_is_one_only_without_disagreement(units: list[list[float]]) -> None:
    alpha = ordinal_alpha(units)
    if alpha is not None:
        assert alpha <= 1
        assert (alpha == pytest.approx(1)) == all(len(set(unit)) <= 1 for unit in units)
