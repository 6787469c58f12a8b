"""The rows of one drawn talk: what pages count and show of it, from a seed. Its turns are the same for all and made in SQL."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from roleplay.attempt_content import choose_content, texts_of
from roleplay.content.library import Library
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.scoring.attention import ORDER, is_sampled
from roleplay.scoring.scorer import SIGNALS_VERSION, score
from roleplay.store import tables
from roleplay.transcript import Transcript, Turn

COACHES = ("coach-1", "coach-2")
TURNS = 20
SAID = "Turn {}: what would it take for your team to try this on one route in spring?"
LEFT_OPEN, DISPUTED, TAKEN = 40, 50, 60  # one talk in so many is still open, is disputed, gave a line to the playbook
Row = tuple[type, dict[str, Any]]


@dataclass(frozen=True)
class Talk:
    """What is drawn of a talk before its rows are written. It has the number of its scorecard and of its review."""

    id: str
    number: int
    seller: str
    scenario: Scenario
    persona: str
    rubric: Rubric
    ended: datetime
    total: int
    is_open: bool
    reviewed: bool

    @property
    def drawn(self) -> bool:
        return is_sampled(self.id)


class Rows:
    def __init__(self, library: Library, dice: random.Random) -> None:
        self.library, self.dice = library, dice
        self.hashes = cache(lambda scenario, persona: texts_of(library, choose_content(library, scenario, persona))[0])
        self.card = cache(self._card)

    def texts(self) -> Iterator[dict[str, str]]:
        """The content that the talks used."""
        for name, text in self.library.sources.items():
            kind, _, id = name.partition(":")
            if kind in ("scenario", "persona", "rubric"):
                yield {"hash": self.library.hash(kind, id), "kind": kind, "text": text}  # type: ignore[arg-type]

    def of(self, talk: Talk) -> Iterator[Row]:
        yield tables.AttemptRow, self._attempt(talk)
        if talk.is_open:
            return
        yield from self._figures(talk)
        yield tables.ScorecardRow, {
            "id": talk.number, "attempt": talk.id, "rubric_hash": self.library.hash("rubric", talk.rubric.id), "scorer": "signals",
            "scorer_version": SIGNALS_VERSION, "made_at": talk.ended, "card": self.card(talk.scenario.id) | {"total": talk.total},
        }  # fmt: skip
        if talk.number % DISPUTED == 0:
            yield tables.DisputeRow, {
                "attempt": talk.id, "scorecard": talk.number, "person": talk.seller, "check": self._check(talk),
                "objection": None, "reason": "I did ask that, in other words.", "made_at": talk.ended,
            }  # fmt: skip
        if talk.reviewed:
            yield from self._reviewed(talk)
        if talk.drawn:
            yield from self._ratings(talk)

    def _attempt(self, talk: Talk) -> dict[str, Any]:
        waits = not talk.reviewed and not talk.is_open
        cause = "sample" if talk.drawn else self.dice.choice(ORDER[2:])
        return {
            "id": talk.id, "person": talk.seller, "kind": "practice", "scenario": talk.scenario.id, "persona": talk.persona,
            "rubric": talk.rubric.id, "language": talk.scenario.language, "difficulty": "standard", "seed": talk.number,
            "customer": "offline", "content": self.hashes(talk.scenario.id, talk.persona), "opening": {},
            "started_at": talk.ended - timedelta(minutes=9), "touched_at": talk.ended,
            "finished_at": None if talk.is_open else talk.ended, "abandoned": False,
            "ending": None if talk.is_open else self.dice.choice(("agreed", "not_now", "walked_out")),
            "phase": self.dice.choice(("probing", "objection", "closing")), "turns": TURNS, "barred": False,
            "scorecard": None if talk.is_open else talk.number, "total": None if talk.is_open else talk.total,
            "passed": None if talk.is_open else talk.total >= talk.rubric.pass_mark, "private": False,
            "sampled": talk.drawn and not talk.is_open, "queue": cause if waits else None,
            "queue_rank": ORDER.index(cause) if waits else None, "review": talk.number if talk.reviewed else None,
            "queue_note": {"check": self._check(talk), "n": 1, "by": 2, "pass_mark": talk.rubric.pass_mark, "total": talk.total},
        }  # fmt: skip

    def _figures(self, talk: Talk) -> Iterator[Row]:
        for criterion in talk.rubric.criteria:
            level = self.dice.randint(0, 5) if self.dice.random() < 0.95 else None
            yield tables.LevelRow, {"attempt": talk.id, "criterion": criterion.id, "level": level}
        for fact in talk.scenario.facts:
            state = self.dice.choice(("told", "untold"))
            yield tables.OutcomeRow, {"attempt": talk.id, "topic": f"fact:{fact.id}", "state": state}
        for objection in talk.scenario.objections:
            state = self.dice.choice(("waiting", "resolved", "open", "ignored"))
            yield tables.OutcomeRow, {"attempt": talk.id, "topic": f"objection:{objection.id}", "state": state}

    def _reviewed(self, talk: Talk) -> Iterator[Row]:
        seen = talk.ended if self.dice.random() < 0.95 else None
        yield tables.ReviewRow, {
            "id": talk.number, "attempt": talk.id, "scorecard": talk.number, "coach": COACHES[0], "round": 1,
            "note": "Ask once more before you tell.", "edition": 1, "made_at": talk.ended, "signed_at": talk.ended,
            "seen_at": seen, "blind_at": talk.ended if talk.drawn else None, "total": talk.total,
            "passed": talk.total >= talk.rubric.pass_mark,
        }  # fmt: skip
        if talk.number % TAKEN == 0:
            yield tables.PlaybookRow, {
                "scenario": talk.scenario.id, "serves": [f"check:{self._check(talk)}"], "line": SAID.format(1),
                "why": "It asks for a small step.", "attempt": talk.id, "turn": 1, "edited": False, "coach": COACHES[0],
                "made_at": talk.ended, "withdrawn_at": None,
            }  # fmt: skip

    def _ratings(self, talk: Talk) -> Iterator[Row]:
        """Of the scorer, and of the coaches who marked it blind: two of three by the second one."""
        raters = [(f"signals {SIGNALS_VERSION}", False), *([(COACHES[0], True)] if talk.reviewed else [])]
        raters += [(COACHES[1], True)] if talk.number % 3 else []
        for criterion in talk.rubric.criteria:
            for check in ("", *(each.id for each in criterion.checks)):
                best = 1.0 if check else 5.0
                value = self.dice.choice((0.0, best))
                for rater, coach in raters:
                    given = value if self.dice.random() < 0.85 else best - value
                    yield tables.RatingRow, {
                        "attempt": talk.id, "rubric_hash": self.library.hash("rubric", talk.rubric.id), "coach": coach,
                        "criterion": criterion.id, "check": check, "rater": rater, "rubric": talk.rubric.id, "value": given,
                    }  # fmt: skip

    def _check(self, talk: Talk) -> str:
        return talk.rubric.criteria[0].checks[0].id

    def _card(self, scenario: str) -> dict[str, Any]:
        """Of a real talk of these turns."""
        chosen = self.library.scenarios[scenario]
        turns = tuple(
            Turn(n=n, speaker="seller" if n % 2 else "customer", text=SAID.format(n)) for n in range(1, TURNS + 1)
        )
        card = score(Transcript(language=chosen.language, turns=turns), self.library.rubrics[chosen.rubric], chosen)
        return card.model_dump(mode="json", by_alias=True)
