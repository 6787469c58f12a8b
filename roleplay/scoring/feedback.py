"""The one to three things to change first: what costs most, in the line said, with a better line that fits."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from roleplay.content.base import primary
from roleplay.content.scenario import GoldLine
from roleplay.i18n import language_of
from roleplay.scorecard import VALUES, FirstThing, Unanswered, WentWell
from roleplay.scoring.checks import Verdict
from roleplay.scoring.hearing import RAISING, Said, Talk
from roleplay.scoring.place import gave
from roleplay.scoring.quotes import excerpt
from roleplay.scoring.signals.objections import is_answered, raised
from roleplay.scoring.signals.talking import words_in
from roleplay.scoring.wording import worded
from roleplay.transcript import PHASES

MOST_FIRST = 3  # more overloads those who need it most
MOST_WELL = 3


def first_things(verdicts: Sequence[Verdict], talk: Talk) -> tuple[FirstThing, ...]:
    """Critical misses first, then what cost most of the total; no two of one criterion or one turn while there is choice."""
    waiting = sorted(
        _candidates(verdicts), key=lambda verdict: (not verdict.is_critical_miss, -_lost(verdict, verdicts))
    )
    chosen: list[tuple[Verdict, Said | None]] = []
    while waiting and len(chosen) < MOST_FIRST:
        best = min(waiting, key=lambda verdict: _repeats(verdict, chosen, talk))
        waiting.remove(best)
        chosen.append((best, _moment(best, talk)))
    return tuple(_thing(verdict, moment, talk) for verdict, moment in chosen)


def _candidates(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """What lost points; of the phases the talk never came to, only the next one: the rest would say the same again."""
    lost = [verdict for verdict in verdicts if verdict.result.result in ("missed", "partly")]
    unreached = [verdict for verdict in lost if verdict.result.why.code == "ended-before"]
    if not unreached:
        return lost
    following = min(unreached, key=lambda verdict: (PHASES.index(verdict.criterion.phase), -_lost(verdict, verdicts)))
    return [verdict for verdict in lost if verdict not in unreached or verdict is following]


def _lost(verdict: Verdict, verdicts: Sequence[Verdict]) -> Fraction:
    """The part of the criterion's weight that this check cost."""
    beside = [each.result for each in verdicts if each.criterion is verdict.criterion and each.result.result in VALUES]
    points = sum(Fraction(str(each.points)) for each in beside)
    missing = 1 - Fraction(str(VALUES[verdict.result.result]))
    return verdict.criterion.weight * Fraction(str(verdict.result.points)) * missing / points


def _repeats(verdict: Verdict, chosen: Sequence[tuple[Verdict, Said | None]], talk: Talk) -> tuple[bool, int]:
    moment = _moment(verdict, talk)
    criterion = sum(1 for other, _ in chosen if other.criterion is verdict.criterion)
    turn = sum(1 for _, other in chosen if moment is not None and other is moment)
    return not verdict.is_critical_miss, criterion + turn


def _moment(verdict: Verdict, talk: Talk) -> Said | None:
    """The seller's turn nearest to the miss: where it was heard, where it was due, or where the phase was talked through."""
    if not talk.said:
        return None
    if verdict.near is not None:
        return min(talk.said, key=lambda one: (abs(one.n - verdict.near), one.n))  # type: ignore[operator]
    if verdict.result.why.code == "ended-before":
        return talk.said[-1]
    good = {
        evidence.turn for evidence in verdict.result.evidence
    }  # of a check half met: the words that earned the half
    inside = [one for one in talk.said if one.phase == verdict.criterion.phase] or list(talk.said)
    inside = [one for one in inside if one.n not in good] or inside
    if verdict.criterion.phase == "opening":
        return inside[0]
    if verdict.criterion.phase == "closing":
        return inside[-1]
    return max(inside, key=lambda one: (one.does("telling", "pressure"), words_in(one.turn.text)))


def _thing(verdict: Verdict, moment: Said | None, talk: Talk) -> FirstThing:
    gold = _gold(verdict, moment, talk)
    advice = verdict.check.advice
    why = verdict.because or (gold.why if gold else advice.why)
    if verdict.result.why.code == "ended-before":
        why = f"{worded(verdict.result.why, language_of(talk.transcript.language))}{_gap(talk)}{advice.why}"
    return FirstThing(
        check=verdict.check.id, turn=moment.n if moment else None, said=_said(verdict, moment), why=why,
        better=gold.line if gold else advice.better, source="gold" if gold else "advice",
    )  # fmt: skip


def _gap(talk: Talk) -> str:
    return "" if primary(talk.transcript.language) == "zh" else " "


def _said(verdict: Verdict, moment: Said | None) -> str | None:
    if moment is None:
        return None
    to_change = verdict.result.evidence if verdict.near == moment.n else ()
    quotes = [evidence.quote for evidence in to_change if evidence.turn == moment.n]
    return quotes[0] if quotes else excerpt(moment.turn.text) or None


def _gold(verdict: Verdict, moment: Said | None, talk: Talk) -> GoldLine | None:
    """A model line for this check: on what the turn was about, else on nothing in particular, else on what stayed untold.

    Where the check was about one topic, a line on another would not fit the talk.
    """
    if talk.scenario is None:
        return None
    lines = [line for line in talk.scenario.gold if f"check:{verdict.check.id}" in line.for_]
    fitting = [line for topic in _about(verdict, moment) for line in lines if topic in line.for_]
    general = [line for line in lines if not _topics(line)]
    if fitting or general or verdict.topic:
        return next(iter(fitting + general), None)
    told = talk.acts("tell")
    return next((line for line in lines if not any(topic in told for topic in _topics(line))), next(iter(lines), None))


def _about(verdict: Verdict, moment: Said | None) -> list[str]:
    """What the turn was about: the check's own topic, what the customer had just brought up, what the seller touched."""
    own = [verdict.topic] if verdict.topic else []
    if moment is None:
        return own
    return [*own, *gave(moment, *RAISING, "hint", "tell"), *moment.heard.topics]


def _topics(line: GoldLine) -> list[str]:
    return [ref for ref in line.for_ if not ref.startswith("check:")]


def went_well(verdicts: Sequence[Verdict]) -> tuple[WentWell, ...]:
    """What was met in words worth keeping: the weightiest first, each from another turn and criterion while there is choice."""
    met = [verdict for verdict in verdicts if verdict.result.result == "met" and verdict.result.evidence]
    met.sort(key=lambda verdict: -_worth(verdict, verdicts))
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


def _worth(verdict: Verdict, verdicts: Iterable[Verdict]) -> Fraction:
    beside = sum(Fraction(str(each.result.points)) for each in verdicts if each.criterion is verdict.criterion)
    return verdict.criterion.weight * Fraction(str(verdict.result.points)) / beside


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
