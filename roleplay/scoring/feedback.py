"""The one to three things to change first: what costs most, in the line said, with a better line that fits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from roleplay.content.base import primary
from roleplay.content.scenario import GoldLine
from roleplay.i18n import language_of
from roleplay.scorecard import VALUES, FirstThing, Unanswered, WentWell
from roleplay.scoring.arithmetic import exact
from roleplay.scoring.better import about, better_line
from roleplay.scoring.checks import Verdict
from roleplay.scoring.hearing import HeardTurn, Talk
from roleplay.scoring.quotes import excerpt
from roleplay.scoring.signals.objections import is_answered, raised
from roleplay.scoring.signals.talking import words_in
from roleplay.scoring.true_lines import is_true_to
from roleplay.scoring.wording import worded
from roleplay.transcript import PHASES

Source = Literal["gold", "model", "advice"]
MOST_FIRST = 3  # more overloads those who need it most
MOST_WELL = 3
PLAIN = 2  # the gravity of what was only left out or done badly


def first_things(verdicts: Sequence[Verdict], talk: Talk) -> tuple[FirstThing, ...]:
    """Critical misses first, then other bad moves, then what cost most of the total; no two of one criterion, turn or better line while there
    is choice. Without a choice the second one on a line shows its advice without that line."""
    waiting = _candidates(verdicts)
    chosen: list[Verdict] = []
    things: list[FirstThing] = []
    while waiting and len(things) < MOST_FIRST:
        used = [thing.turn for thing in things]
        moments = {verdict.check.id: _moment(verdict, talk, used) for verdict in waiting}
        best = min(waiting, key=lambda one: (_gravity(one), _repeats(one, moments[one.check.id], chosen, used)))
        waiting.remove(best)
        chosen.append(best)
        moment = moments[best.check.id]
        shown = None if moment and moment.n in used and _gravity(best) == PLAIN else moment
        things.append(_thing(best, moment, shown, talk, things))
    return tuple(things)


def _gravity(verdict: Verdict) -> int:
    """0 for a red line crossed in words, 1 for another bad move, PLAIN for all that was only left out or done badly."""
    return 0 if verdict.is_critical_miss else 1 if verdict.is_misconduct else PLAIN


def _candidates(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """What lost points, the costliest first; of the phases the talk never came to only the next one: the rest would say
    the same again."""
    lost = [verdict for verdict in verdicts if verdict.result.result in ("missed", "partly")]
    cost = _costs(verdicts)
    lost.sort(key=lambda verdict: -cost[verdict.check.id])
    unreached = [verdict for verdict in lost if verdict.is_unreached]
    following = min(unreached, key=lambda verdict: PHASES.index(verdict.criterion.phase), default=None)
    return [verdict for verdict in lost if verdict not in unreached or verdict is following]


def _costs(verdicts: Sequence[Verdict]) -> dict[str, Fraction]:
    """What each scored check cost: its part of the criterion's weight, so far as it was not met."""
    worth = _worths(verdicts)
    return {
        verdict.check.id: worth[verdict.check.id] * (1 - exact(VALUES[verdict.result.result]))
        for verdict in verdicts
        if verdict.result.result in VALUES
    }


def _worths(verdicts: Sequence[Verdict]) -> dict[str, Fraction]:
    """The part of its criterion's weight that each scored check could earn."""
    scored = [verdict for verdict in verdicts if verdict.result.result in VALUES]
    points: defaultdict[str, Fraction] = defaultdict(Fraction)
    for verdict in scored:
        points[verdict.criterion.id] += exact(verdict.result.points)
    return {
        verdict.check.id: _worth(verdict.criterion.weight, verdict.result.points, points[verdict.criterion.id])
        for verdict in scored
    }


@lru_cache(maxsize=256)
def _worth(weight: int, points: float, scored: Fraction) -> Fraction:
    return weight * exact(points) / scored


def _repeats(verdict: Verdict, moment: HeardTurn | None, chosen: Sequence[Verdict], used: Sequence[int | None]) -> int:
    criterion = sum(1 for other in chosen if other.criterion is verdict.criterion)
    return criterion + (used.count(moment.n) if moment else 0)


def _moment(verdict: Verdict, talk: Talk, used: Sequence[int | None]) -> HeardTurn | None:
    """The seller's turn nearest to the miss: where it was heard or due, else where the phase was talked through."""
    if not talk.said:
        return None
    if (near := verdict.near) is not None:
        return min(talk.said, key=lambda one: (abs(one.n - near), one.n))
    if verdict.result.why.code == "order-missing":
        return None  # what should have come after was never said: no line to show
    phase = verdict.criterion.phase
    if verdict.is_unreached or phase == "closing":
        return talk.said[-1]
    if phase == "opening":
        return talk.said[0]
    good = {
        evidence.turn for evidence in verdict.result.evidence
    }  # of a check half met: the words that earned the half
    inside = [one for one in talk.said[1:] if one.phase == phase] or list(talk.said[1:]) or list(talk.said)
    fresh = [one for one in inside if one.n not in good and one.n not in used] or inside
    return max(fresh, key=lambda one: (one.does("telling", "pressure"), words_in(one.turn.text)))


def _thing(
    verdict: Verdict, moment: HeardTurn | None, shown: HeardTurn | None, talk: Talk, before: Sequence[FirstThing]
) -> FirstThing:
    """`moment` is the turn it is about, `shown` the one to name: None where another thing shows it already."""
    topics = about(verdict, moment)
    known = talk.until(moment.n) if moment else talk  # a better line gives back only what had been said by then
    gold = better_line(verdict, topics, known, [thing.better for thing in before])
    advice = verdict.check.advice
    why = verdict.because or (gold.why if gold and set(topics) & set(gold.for_) else advice.why)
    if verdict.is_unreached:
        why = f"{worded(verdict.result.why, language_of(talk.transcript.language))}{_gap(talk)}{advice.why}"
    better, source = _better(verdict, gold, known)
    return FirstThing(
        check=verdict.check.id, turn=shown.n if shown else None, said=_said(verdict, shown), why=why,
        better=better, source=source,
    )  # fmt: skip


def _better(verdict: Verdict, gold: GoldLine | None, talk: Talk) -> tuple[str | None, Source]:
    """A line the coaches wrote for this; else the judge's own for this talk; else the check's advice for any, where it
    gives back nothing that nobody said."""
    if gold is not None:
        return gold.line, "gold"
    if verdict.better:
        return verdict.better, "model"
    advice = verdict.check.advice.better
    return (advice if is_true_to(advice, talk) else None), "advice"


def _gap(talk: Talk) -> str:
    return "" if primary(talk.transcript.language) == "zh" else " "


def _said(verdict: Verdict, moment: HeardTurn | None) -> str | None:
    if moment is None:
        return None
    to_change = verdict.result.evidence if verdict.near == moment.n else ()
    quotes = [evidence.quote for evidence in to_change if evidence.turn == moment.n]
    return quotes[0] if quotes else excerpt(moment.turn.text) or None


def went_well(verdicts: Sequence[Verdict]) -> tuple[WentWell, ...]:
    """What was met for sure in words worth keeping: the weightiest first, each from another turn and criterion while there
    is choice. No turn is praised that anything else is held against."""
    bad = {quote.turn for one in verdicts if _is_against(one) for quote in one.result.evidence}
    met = [verdict for verdict in (_without(one, bad) for one in verdicts) if _is_praise(verdict)]
    worth = _worths(verdicts)
    met.sort(key=lambda verdict: -worth[verdict.check.id])
    chosen: list[tuple[Verdict, int, str]] = []
    while met and len(chosen) < MOST_WELL:
        best = min(met, key=lambda verdict: _said_before(verdict, chosen))
        met.remove(best)
        used = {turn for _, turn, _ in chosen}
        evidence = next((each for each in best.result.evidence if each.turn not in used), best.result.evidence[0])
        if evidence.turn not in used:
            chosen.append((best, evidence.turn, evidence.quote))
    return tuple(
        WentWell(check=verdict.check.id, turn=turn, said=said, why=verdict.check.advice.praise)
        for verdict, turn, said in chosen
    )


def _is_against(verdict: Verdict) -> bool:
    """Whether its words show what was wrong: of a miss they always do, of a half only where a bad move was heard."""
    return verdict.result.result == "missed" or verdict.is_misconduct


def _without(verdict: Verdict, turns: set[int]) -> Verdict:
    kept = tuple(quote for quote in verdict.result.evidence if quote.turn not in turns)
    return replace(verdict, result=verdict.result.model_copy(update={"evidence": kept}))


def _is_praise(verdict: Verdict) -> bool:
    return verdict.result.result == "met" and bool(verdict.result.evidence) and not verdict.result.unsure


def _said_before(verdict: Verdict, chosen: Sequence[tuple[Verdict, int, str]]) -> int:
    return sum(1 for other, _, _ in chosen if other.criterion is verdict.criterion)


def unanswered(talk: Talk) -> tuple[Unanswered, ...]:
    """Concerns the customer raised to which no answer was heard, neither now nor by the customer in the talk."""
    if not talk.has_state:
        return ()
    settled = {topic.split(":", 1)[1] for topic in talk.acts("resolve")}
    return tuple(
        Unanswered(objection=one.objection.id, concern=one.objection.concern, turns=one.turns)
        for one in raised(talk, talk.said)
        if one.objection.id not in settled and not is_answered(one, talk)
    )
