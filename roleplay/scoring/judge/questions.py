"""What the judge is asked: the checks of each phase that was reached, and the verdicts each of them allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from roleplay.content.rubric import Check, Criterion
from roleplay.content.signal import Signal
from roleplay.scoring.checks import Verdict
from roleplay.scoring.hearing import Talk
from roleplay.scoring.judge.observations import Said
from roleplay.transcript import PHASES, Phase

NO_OCCASION = "no-occasion"
UNTOLD = ("no-state", "no-scenario")  # the signals cannot tell whether there was an occasion; a reader may


@dataclass(frozen=True)
class Question:
    """`of_absence`: met when something was NOT done, so there are no words to show for it."""

    criterion: Criterion
    check: Check
    allowed: tuple[Said, ...]
    of_absence: bool

    @property
    def is_prohibition(self) -> bool:
        """A critical check that words break: to be held against anybody, it needs the words."""
        return self.check.critical and self.of_absence


def is_settled(verdict: Verdict, talk: Talk) -> bool:
    """What the contract decides and no scorer: the talk never came to the phase, or there was no occasion."""
    nothing_said = not talk.said
    return nothing_said or not talk.reached(verdict.criterion.phase) or verdict.result.why.code == NO_OCCASION


def question_of(verdict: Verdict) -> Question:
    """A critical check is kept or broken, not half kept."""
    check = verdict.check
    allowed: tuple[Said, ...] = ("met", "missed") if check.critical else ("met", "partly", "missed")
    if check.chance is not None and verdict.result.why.code in UNTOLD:
        allowed = (*allowed, "no_occasion")
    return Question(verdict.criterion, check, allowed, is_of_absence(check))


def is_of_absence(check: Check) -> bool:
    """Read off the signal; a critical check without one is taken for a prohibition."""
    return check.critical if check.signal is None else _by_absence(check.signal)


def _by_absence(signal: Signal) -> bool:
    if signal.all is not None:
        return all(map(_by_absence, signal.all))
    if signal.any is not None:
        return any(map(_by_absence, signal.any))
    if signal.not_ is not None:
        return not _by_absence(signal.not_)
    return signal.must_not_say is not None or (signal.at_most is not None and signal.at_least is None)


def by_phase(questions: Sequence[Question]) -> list[tuple[Question, ...]]:
    """One group a phase, in the order of a talk; phases without a question left out."""
    groups: dict[Phase, list[Question]] = {phase: [] for phase in PHASES}
    for question in questions:
        groups[question.criterion.phase].append(question)
    return [tuple(group) for group in groups.values() if group]


def shuffled(questions: Sequence[Question], seed: int, run: int) -> list[Question]:
    """By a hash of seed and run: where a check stands among others sways a model, so no run asks in the same order."""

    def place(question: Question) -> str:
        return sha256(f"{seed}|{run}|{question.check.id}".encode()).hexdigest()

    return sorted(questions, key=place)
