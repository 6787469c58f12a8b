"""How far a scorer can be trusted: its agreement with coaches who marked the same talks without seeing its score.

Only talks drawn by chance count, so nobody chose where to look. A scorer in one version, on one wording of a rubric, is
trusted with a criterion or it is not; with what it is not trusted, a coach must confirm.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from roleplay.scoring.agreement import Pair, exact, mean_bias, ordinal_alpha, weighted_kappa, within
from roleplay.scoring.intervals import of_bias, of_share
from roleplay.scoring.rated import FEW, STEP
from roleplay.store.database import Database
from roleplay.store.ratings import Between, list_between, state_of_ratings

WANTED = 0.80  # of the checks: two coaches agree on about nine of ten, and a scorer one check in five off misleads
KAPPA = 0.6  # of the levels: from here on agreement is called substantial (Landis and Koch, Biometrics 33, 1977)
Doubt = Literal["few", "apart", "alike", "kappa"]


@dataclass(frozen=True)
class Figures:
    """Of two raters, over `n` pairs of values. `low` and `high` bound the share of equal values, `bias_low` and
    `bias_high` the first's mean less the coach's. Kappa and alpha are None where all values are one."""

    n: int
    exact: float
    low: float
    high: float
    within_one: float
    kappa: float | None
    alpha: float | None
    bias: float
    bias_low: float | None
    bias_high: float | None


@dataclass(frozen=True)
class CriterionAgreement:
    """A criterion: how often its checks were given the same, and how its levels compare; then check by check. `doubt` says
    why a coach must confirm, None when the scorer is trusted with it."""

    criterion: str
    talks: int
    checks: Figures
    levels: Figures | None
    by_check: dict[str, Figures]
    doubt: Doubt | None


@dataclass(frozen=True)
class Rater:
    """A scorer's version beside coaches, on one wording of a rubric; `name` is empty for coaches beside one another."""

    name: str
    rubric: str
    rubric_hash: str
    talks: int
    criteria: tuple[CriterionAgreement, ...]

    @property
    def is_coach(self) -> bool:
        return not self.name

    @property
    def checks(self) -> int:
        return sum(each.checks.n for each in self.criteria)

    @property
    def same(self) -> int:
        """How many checks both gave the same."""
        return sum(round(each.checks.exact * each.checks.n) for each in self.criteria)


class ScorerTrust:
    """Works the figures out when blind marks were added since the last time, and keeps them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._kept: tuple[tuple[int, int], list[Rater]] | None = None

    def raters(self) -> list[Rater]:
        """By rubric, its wording and rater; coaches beside one another first."""
        state = state_of_ratings(self.database)
        if self._kept is None or self._kept[0] != state:
            self._kept = (state, raters_of(list_between(self.database)))
        return self._kept[1]

    def needs_coach(self, rubric_hash: str, criteria: Iterable[str], scorer: str, version: str) -> set[str]:
        """The criteria that a coach must confirm where this scorer, in this version, scored by this wording."""
        name = f"{scorer} {version}"
        rater = next((each for each in self.raters() if (each.name, each.rubric_hash) == (name, rubric_hash)), None)
        trusted = {each.criterion for each in rater.criteria if each.doubt is None} if rater else set()
        return set(criteria) - trusted


def raters_of(found: Iterable[Between]) -> list[Rater]:
    groups: dict[tuple[str, str, str], list[Between]] = defaultdict(list)
    for each in found:
        groups[each.rubric, each.rubric_hash, each.rater].append(each)
    return [_rater(key, group) for key, group in sorted(groups.items(), key=lambda item: item[0])]


def _rater(key: tuple[str, str, str], group: list[Between]) -> Rater:
    by_criterion: dict[str, list[Between]] = defaultdict(list)
    for each in group:
        by_criterion[each.criterion].append(each)
    agreed = tuple(_agreed(id, each) for id, each in by_criterion.items() if any(one.check for one in each))
    rubric, rubric_hash, name = key
    return Rater(name, rubric, rubric_hash, max((each.talks for each in agreed), default=0), agreed)


def _agreed(criterion: str, group: list[Between]) -> CriterionAgreement:
    by_check = {each.check: figures_of(each.pairs, True) for each in group if each.check}
    checks = figures_of(sum((each.pairs for each in group if each.check), Counter[Pair]()), True)
    levels = next((figures_of(each.pairs, False) for each in group if not each.check), None)
    talks = levels.n if levels else 0
    return CriterionAgreement(criterion, talks, checks, levels, by_check, doubt_of(checks, levels))


def doubt_of(checks: Figures, levels: Figures | None) -> Doubt | None:
    """Under FEW talks figures say little. Where all values are one, nothing shows that the scorer tells good from bad."""
    if levels is None or levels.n < FEW:
        return "few"
    if checks.exact < WANTED:
        return "apart"
    if levels.kappa is None:
        return "alike"
    return "kappa" if levels.kappa < KAPPA else None


def figures_of(counted: Counter[Pair], of_checks: bool) -> Figures:
    pairs = list(counted.elements())
    low, high = of_share(sum(a == b for a, b in pairs), len(pairs))
    bias_low, bias_high = of_bias(pairs) or (None, None)
    return Figures(
        n=len(pairs), exact=exact(pairs), low=low, high=high, within_one=within(pairs, STEP[of_checks]),
        kappa=weighted_kappa(pairs), alpha=ordinal_alpha(pairs), bias=mean_bias(pairs), bias_low=bias_low, bias_high=bias_high,
    )  # fmt: skip
