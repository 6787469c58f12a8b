"""The picture of trust and patience: positions in percent and in lines of the page, worked out here and drawn by the template."""

from dataclasses import dataclass
from itertools import groupby, pairwise

from roleplay.transcript import Change, Phase, Transcript, Turn

TOP, STEP, LEFT, WIDTH = 20, 26, 4.0, 93.0  # 5 is drawn at the top, 0 five steps below


@dataclass(frozen=True)
class TrustPoint:
    n: int
    x: float
    trust: int
    patience: int
    by: int  # how trust moved in this turn: shown as a dot with the turn's number

    @property
    def trust_y(self) -> int:
        return TOP + STEP * (5 - self.trust)

    @property
    def patience_y(self) -> int:
        return TOP + STEP * (5 - self.patience)


@dataclass(frozen=True)
class PhaseSpan:
    """A phase under the curve."""

    phase: Phase
    start: float
    end: float


@dataclass(frozen=True)
class TrustChart:
    points: tuple[TrustPoint, ...]
    stretches: tuple[PhaseSpan, ...]

    @property
    def lines(self) -> list[tuple[TrustPoint, TrustPoint]]:
        return list(pairwise(self.points))

    @property
    def grid(self) -> list[int]:
        return [TOP + STEP * level for level in range(6)]


def trust_chart(transcript: Transcript) -> TrustChart | None:
    """None when there is nothing to draw: fewer than two answers, or a transcript without states."""
    told = [t for t in transcript.turns if t.speaker == "customer" and t.trust is not None and t.patience is not None]
    if len(told) < 2:
        return None
    gap = WIDTH / (len(told) - 1)
    points = tuple(_point(turn, LEFT + gap * i) for i, turn in enumerate(told))
    return TrustChart(points, tuple(_stretches(told, points, gap)))


def _point(turn: Turn, x: float) -> TrustPoint:
    moved = sum(change.by for change in turn.changes if change.what == "trust")
    return TrustPoint(turn.n, round(x, 2), turn.trust or 0, turn.patience or 0, moved)


def _stretches(told: list[Turn], points: tuple[TrustPoint, ...], gap: float) -> list[PhaseSpan]:
    made = []
    for phase, group in groupby(zip(told, points, strict=True), key=lambda pair: pair[0].phase):
        xs = [point.x for _, point in group]
        made.append(
            PhaseSpan(phase, round(max(xs[0] - gap / 2, 0.0) + 0.4, 2), round(min(xs[-1] + gap / 2, 100.0) - 0.4, 2))
        )
    return made


def trust_changes(transcript: Transcript) -> list[tuple[int, tuple[Change, ...]]]:
    """The turns in which trust or patience moved, with why."""
    return [(turn.n, turn.changes) for turn in transcript.turns if turn.changes]
