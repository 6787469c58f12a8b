"""The team's figures in words: columns, names and the headline."""

from dataclasses import dataclass

from roleplay.content.library import Library
from roleplay.review.team_stats import SellerRow, TeamStats, step
from roleplay.web.formatting import Words
from roleplay.web.pages.sparkline import Sparkline


@dataclass(frozen=True)
class Column:
    """A criterion; where the rubric's file is gone it is called by its id."""

    id: str
    name: str
    language: str | None


@dataclass(frozen=True)
class SellerLine:
    row: SellerRow
    name: str
    trend: Sparkline | None


def columns_of(library: Library, found: TeamStats) -> list[Column]:
    return columns_of_rubric(library, found.rubric, set(found.means))


def columns_of_rubric(library: Library, id: str | None, scored: set[str]) -> list[Column]:
    """In the rubric's order, with what an older wording of it scored at the end."""
    rubric = library.rubrics.get(id or "")
    known = [Column(each.id, each.name, rubric.language) for each in rubric.criteria] if rubric else []
    ids = {column.id for column in known}
    return known + [Column(id, id, None) for id in sorted(scored - ids)]


def name_of(words: Words, id: str, name: str) -> str:
    """What a seller is called: without accounts there is one person here, and a removed account leaves talks behind."""
    return name or words("team.local" if id == "local" else "team.gone")


def headline(words: Words, found: TeamStats, columns: list[Column]) -> str:
    """The first line is the finding."""
    names = {column.id: column.name for column in columns}
    best, worst = found.strongest, found.weakest
    if not found.talks or best is None or worst is None:
        return words("team.nobody" if not found.talks else "team.unscored")
    if best == worst or step(10 * found.means[best]) == step(10 * found.means[worst]):
        return words("team.even", level=f"{found.means[best]:.1f}")
    return words("team.headline", best=words.running(names[best]), worst=words.running(names[worst]))
