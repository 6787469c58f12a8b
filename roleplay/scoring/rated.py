"""Who gave which value to what, as plain records, and the agreement of raters criterion by criterion and check by check."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from roleplay.scorecard import VALUES, Scorecard
from roleplay.scoring.agreement import Pair, exact, mean_bias, ordinal_alpha, weighted_kappa, within

FEW = 20  # below this, chance moves every figure by more than what one would act on
STEP = {True: 0.5, False: 1.0}  # one step of the scale: of a check's worth, of a level


@dataclass(frozen=True, slots=True)
class Rated:
    """One value by one rater: a scorer with its version, a model's one run, or a coach. `text` names the rubric's wording
    (its hash): only values by the same wording are compared. `check` is None for the level of the whole criterion;
    `value` is None when it was not scored."""

    attempt: str
    rater: str
    rubric: str
    text: str
    criterion: str
    check: str | None
    value: float | None


@dataclass(frozen=True)
class Agreement:
    """Of two raters, or the alpha alone of more. `n` counts what at least two of them rated. Under FEW there are no figures;
    kappa and alpha are also None where all values are one. `bias` is the first's mean less the second's."""

    rubric: str
    criterion: str
    check: str | None
    raters: tuple[str, ...]
    n: int
    exact: float | None = None
    within_one: float | None = None
    kappa: float | None = None
    alpha: float | None = None
    bias: float | None = None

    @property
    def too_few(self) -> bool:
        return self.n < FEW


Thing = tuple[str, str, str | None]  # rubric, criterion, check
Unit = tuple[str, str]  # attempt, the rubric's text
Table = dict[Unit, dict[str, float]]  # what each rater gave


def between(rated: Iterable[Rated]) -> list[Agreement]:
    """Each two raters that rated the same, in the order in which raters, criteria and checks first come."""
    given = list(rated)
    raters = list(dict.fromkeys(one.rater for one in given))
    found = []
    for thing, table in _tables(given).items():
        for a, b in combinations(raters, 2):
            pairs = [(row[a], row[b]) for row in table.values() if a in row and b in row]
            if pairs:
                found.append(_of_two(thing, (a, b), pairs))
    return found


def among(rated: Iterable[Rated]) -> list[Agreement]:
    """All raters together: alpha alone, which takes any number of them and does not mind what some left out."""
    found = []
    for thing, table in _tables(rated).items():
        raters = tuple(dict.fromkeys(rater for row in table.values() for rater in row))
        units = [list(row.values()) for row in table.values() if len(row) > 1]
        if units:
            alpha = ordinal_alpha(units) if len(units) >= FEW else None
            found.append(Agreement(*thing, raters=raters, n=len(units), alpha=alpha))
    return found


def _of_two(thing: Thing, raters: tuple[str, str], pairs: list[Pair]) -> Agreement:
    if len(pairs) < FEW:
        return Agreement(*thing, raters=raters, n=len(pairs))
    return Agreement(
        *thing, raters=raters, n=len(pairs), exact=exact(pairs), within_one=within(pairs, STEP[thing[2] is not None]),
        kappa=weighted_kappa(pairs), alpha=ordinal_alpha(pairs), bias=mean_bias(pairs),
    )  # fmt: skip


def _tables(rated: Iterable[Rated]) -> dict[Thing, Table]:
    """A rater who rates the same a second time means the later value."""
    tables: dict[Thing, Table] = defaultdict(lambda: defaultdict(dict))
    for one in rated:
        if one.value is not None:
            tables[one.rubric, one.criterion, one.check][one.attempt, one.text][one.rater] = one.value
    return tables


def values_of(attempt: str, rater: str, text: str, card: Scorecard) -> Iterator[Rated]:
    """A scorecard as records. What another scorer had to give in this one's place is none of its values."""
    for criterion in card.criteria:
        own = all(check.scorer == card.scorer for check in criterion.checks)
        level = criterion.level if own else None
        yield Rated(attempt, rater, card.rubric, text, criterion.id, None, level)
        for check in criterion.checks:
            value = VALUES.get(check.result) if check.scorer == card.scorer else None
            yield Rated(attempt, rater, card.rubric, text, criterion.id, check.id, value)


def runs_of(attempt: str, rater: str, text: str, card: Scorecard) -> Iterator[Rated]:
    """What each run of a judge that was asked several times said, each run a rater: `<rater> #1`, `#2`, …"""
    for criterion in card.criteria:
        for check in criterion.checks:
            for n, result in enumerate(check.runs, 1):
                yield Rated(attempt, f"{rater} #{n}", card.rubric, text, criterion.id, check.id, VALUES.get(result))
