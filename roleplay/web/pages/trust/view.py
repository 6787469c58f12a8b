"""How far a scorer agrees with coaches, as the trust page and the queue show it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from roleplay.content.library import Library
from roleplay.content.rubric import Rubric
from roleplay.errors import NotFound, RoleplayError
from roleplay.practice import PracticeService
from roleplay.review.trust import Figures, Rater
from roleplay.scoring.scorer import SIGNALS_VERSION
from roleplay.store.agreement_drilldown import CriterionAndCheck, TalkCounts
from roleplay.web.app_context import AppContext
from roleplay.web.formatting import Words


@dataclass(frozen=True)
class ScorerSection:
    """A rater by one wording of a rubric; `rubric` is that wording, None where today's code cannot read it. `today`: the
    wording and the scorer in use now."""

    rater: Rater
    rubric: Rubric | None
    names: dict[str, str]
    asks: dict[str, str]
    today: bool
    behind: dict[CriterionAndCheck, int]

    def talks(self, criterion: str | None = None, check: str | None = None) -> int:
        """How many of the talks behind a figure this reader may open."""
        return self.behind.get((criterion, check), 0)

    def address(self, criterion: str | None = None, check: str | None = None) -> str:
        """Those talks as a list."""
        asked = {
            "state": "all", "wording": self.rater.rubric_hash, "rater": self.rater.name, "criterion": criterion,
            "check": check,
        }  # fmt: skip
        return "/coach?" + urlencode({name: value for name, value in asked.items() if value})


def scorer_section(practice: PracticeService, library: Library, rater: Rater, behind: TalkCounts) -> ScorerSection:
    try:
        rubric = practice.rubric_by_hash(rater.rubric_hash)
    except (NotFound, RoleplayError):
        rubric = None
    checks = rubric.checks() if rubric else {}
    current = rater.rubric in library.rubrics and library.hash("rubric", rater.rubric) == rater.rubric_hash
    return ScorerSection(
        _in_order(rater, rubric), rubric, {each.id: each.name for each in rubric.criteria} if rubric else {},
        {id: check.asks for id, check in checks.items()},
        current and (rater.is_coach or not rater.name.startswith("signals ") or rater.name == f"signals {SIGNALS_VERSION}"),
        behind.get((rater.rubric_hash, rater.name), {}),
    )  # fmt: skip


def _in_order(rater: Rater, rubric: Rubric | None) -> Rater:
    """Its criteria as the rubric has them."""
    places = {each.id: place for place, each in enumerate(rubric.criteria)} if rubric else {}
    return replace(
        rater, criteria=tuple(sorted(rater.criteria, key=lambda each: places.get(each.criterion, len(places))))
    )


def trust_panel(context: AppContext) -> list[ScorerSection]:
    """What the queue shows of it: each scorer in use, by today's wording of its rubric. It leads to the trust page, and that to
    the talks: counting those takes longer than a list may."""
    library, raters = context.library(), context.trust.raters()
    found = [scorer_section(context.practice, library, each, {}) for each in raters if not each.is_coach]
    return [section for section in found if section.today]


def told_bias(words: Words, figures: Figures) -> str:
    """In words: it gives more, it gives less, or no lean is to be seen."""
    if figures.bias_low is None or figures.bias_high is None or figures.bias_low <= 0 <= figures.bias_high:
        return words("trusted.even")
    low, high = sorted((abs(figures.bias_low), abs(figures.bias_high)))
    key = "trusted.more" if figures.bias > 0 else "trusted.less"
    return words(key, by=f"{abs(figures.bias):.1f}", low=f"{low:.1f}", high=f"{high:.1f}")
