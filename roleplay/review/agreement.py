"""Measures agreement over all practice: between scorers, between runs of one judge, and between scorers and coaches."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from roleplay.scoring.rated import Agreement, Rated, among, between, runs_of, values_of
from roleplay.store.database import Database
from roleplay.store.scorecard_stream import StreamedCard, stream_practice_cards


def agreement_of(database: Database, coaches: Iterable[Rated] = ()) -> list[Agreement]:
    """Every two raters by criterion and check, then the runs of each judge that was asked several times.

    `coaches` are coaches' values; each comes second in its pairs, so that a bias above 0 means a scorer that gives more.
    """
    given = list(coaches)
    coached = {one.attempt for one in given}
    scored: list[Rated] = []
    runs: dict[str, list[Rated]] = defaultdict(list)
    for attempt, group in groupby(stream_practice_cards(database), key=lambda card: card.attempt):
        cards = list(group)
        for card in cards:
            runs[rater_of(card)] += runs_of(attempt, rater_of(card), card.rubric_hash, card.card)
            if len(cards) > 1 or attempt in coached:  # what one alone rated shows no agreement
                scored += values_of(attempt, rater_of(card), card.rubric_hash, card.card)
    return [*between([*scored, *given]), *(one for rater in sorted(runs) for one in among(runs[rater]))]


def rater_of(card: StreamedCard) -> str:
    """A scorer in one version is one rater: `signals 1a2b3c4d5e6f`, `judge gpt-x/1a2b3c`."""
    return f"{card.card.scorer} {card.scorer_version}"
