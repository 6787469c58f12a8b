"""Which of the judge's results a coach should look at: one quote carries too much, or the signals lie too far away."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from roleplay.listening.quoted import folded
from roleplay.scorecard import VALUES, CheckResult, Evidence
from roleplay.scoring.arithmetic import level_of
from roleplay.scoring.checks import Verdict

MOST_BY_ONE_QUOTE = 2  # checks, judgement: an opening line may well show two things, three rest on it by convenience
FAR_TOTAL = 25  # points of 100 between judge and signals, judgement
FAR_LEVEL = 2  # levels of a criterion, judgement


def doubted(
    judged: Sequence[Verdict], signals: Sequence[Verdict], totals: tuple[int | None, int | None]
) -> list[Verdict]:
    """The judged verdicts, unsure where there is ground for doubt; `totals` are the judge's and the signals' own."""
    doubtful = _on_one_quote(judged, signals) | _far_apart(judged, signals, totals)
    return [_unsure(verdict) if verdict.check.id in doubtful else verdict for verdict in judged]


def _unsure(verdict: Verdict) -> Verdict:
    return replace(verdict, result=verdict.result.model_copy(update={"unsure": True}))


def _on_one_quote(judged: Sequence[Verdict], signals: Sequence[Verdict]) -> set[str]:
    """Checks that rest on nothing but words on which more rest than one sentence can carry. Where the signals heard the same
    in the same words, the judge is not alone with them."""
    resting: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    ours = {one.check.id: one.result for one in signals}
    for verdict in judged:
        result = verdict.result
        if result.scorer == "judge" and result.result in ("met", "partly") and len(result.evidence) == 1:
            quote = result.evidence[0]
            if not _is_borne_out(quote, result, ours[verdict.check.id]):
                resting[quote.turn, folded(quote.quote)[0]].append(verdict.check.id)
    return {id for ids in resting.values() if len(ids) > MOST_BY_ONE_QUOTE for id in ids}


def _is_borne_out(quote: Evidence, result: CheckResult, signals: CheckResult) -> bool:
    return signals.result == result.result and any(
        other.turn == quote.turn and (other.quote in quote.quote or quote.quote in other.quote)
        for other in signals.evidence
    )


def _far_apart(
    judged: Sequence[Verdict], signals: Sequence[Verdict], totals: tuple[int | None, int | None]
) -> set[str]:
    """The checks in which they differ, of the whole rubric or of the criteria that lie apart."""
    ours = {one.check.id: one for one in signals}
    differing = [one for one in judged if one.result.scorer == "judge" and _differs(one, ours[one.check.id])]
    if None not in totals and abs((totals[0] or 0) - (totals[1] or 0)) >= FAR_TOTAL:
        return {one.check.id for one in differing}
    apart = {one.criterion.id for one in differing if _levels_apart(one.criterion.id, judged, signals)}
    return {one.check.id for one in differing if one.criterion.id in apart}


def _differs(judged: Verdict, signal: Verdict) -> bool:
    results = (judged.result.result, signal.result.result)
    return results[0] != results[1] and all(result in VALUES for result in results)


def _levels_apart(criterion: str, judged: Sequence[Verdict], signals: Sequence[Verdict]) -> bool:
    levels = [
        level_of([one.result for one in verdicts if one.criterion.id == criterion]) for verdicts in (judged, signals)
    ]
    return None not in levels and abs((levels[0] or 0) - (levels[1] or 0)) >= FAR_LEVEL
