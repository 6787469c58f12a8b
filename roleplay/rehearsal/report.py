"""From attempts to figures: a row per case, the gap between strong and weak, and whether what was expected came true."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import mean, pstdev
from typing import Any

from roleplay.content.library import Library
from roleplay.rehearsal.play import Case, Played
from roleplay.rehearsal.realism import realism
from roleplay.transcript import Difficulty

Results = Mapping[Case, Sequence[Played]]
Row = dict[str, Any]


def report(library: Library, results: Results) -> dict[str, list[Row]]:
    """As `roleplay rehearse --json` prints it."""
    rows = [_row(case, played, library.scenarios[case.scenario].language) for case, played in results.items() if played]
    judged = judged_difficulty([row["difficulty"] for row in rows])
    standard = [row for row in rows if row["difficulty"] == judged]
    return {"runs": rows, "gaps": _gaps(standard), "expectations": _expectations(library, standard)}


def judged_difficulty(asked: Sequence[Difficulty]) -> Difficulty:
    """What is expected of sellers is expected at the standard difficulty, unless only another was rehearsed."""
    return "standard" if "standard" in asked or not asked else asked[0]


def fails(told: Mapping[str, Sequence[Row]]) -> bool:
    """Whether the command says so with its exit code: an expectation not met, or anything unearned told."""
    return any(not one["met"] for one in told["expectations"]) or any(row["leaks"] for row in told["runs"])


def _row(case: Case, played: Sequence[Played], language: str) -> Row:
    scores = [one.score for one in played if one.score is not None]
    lines = sum(one.lines for one in played)
    return {
        "scenario": case.scenario, "persona": case.persona, "difficulty": case.difficulty, "seller": case.seller,
        "n": len(played),
        "score_mean": round(mean(scores), 1) if scores else None,
        "score_sd": round(pstdev(scores), 1) if scores else None,
        "passed": round(mean(one.passed for one in played), 3),
        "endings": dict(Counter(one.ending for one in played).most_common()),
        "facts": round(mean(one.facts for one in played), 2),
        "resolved": round(mean(one.resolved for one in played), 2),
        "leaks": sum(one.leaks for one in played),
        "breaks": sum(one.breaks for one in played),
        "deflections": round(mean(one.deflections for one in played), 2),
        "unheard": round(sum(one.unheard for one in played) / lines, 3) if lines else 0.0,
        "realism": realism([one.said for one in played], language),
    }  # fmt: skip


def _gaps(rows: Sequence[Row]) -> list[Row]:
    """Mean score of strong minus mean score of weak sellers."""
    means = {(row["scenario"], row["persona"], row["seller"]): row["score_mean"] for row in rows}
    pairs = dict.fromkeys((scenario, persona) for scenario, persona, _seller in means)
    found = []
    for scenario, persona in pairs:
        strong, weak = (means.get((scenario, persona, seller)) for seller in ("strong", "weak"))
        if strong is not None and weak is not None:
            found.append({"scenario": scenario, "persona": persona, "gap": round(strong - weak, 1)})
    return found


def _expectations(library: Library, rows: Sequence[Row]) -> list[Row]:
    found = []
    for row in rows:
        wanted = library.scenarios[row["scenario"]].rehearsals.get(row["seller"])
        if wanted is not None:
            got = row["score_mean"]
            least = wanted.at_least is None or (got is not None and got >= wanted.at_least)
            most = wanted.at_most is None or got is None or got <= wanted.at_most
            case = {name: row[name] for name in ("scenario", "persona", "seller")}
            found.append({**case, "wanted": wanted.model_dump(exclude_none=True), "got": got, "met": least and most})
    return found
