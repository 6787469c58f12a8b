"""Serves the playbook: a coach takes a line from a reviewed talk; sellers, coaches and admins read the lines."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from roleplay.attempt import Attempt
from roleplay.attempt_content import AttemptContent, ContentReader
from roleplay.content.library import Library
from roleplay.content.rubric import Rubric
from roleplay.content.scenario import GoldLine, Scenario
from roleplay.errors import RoleplayError
from roleplay.input_text import storable
from roleplay.person import Person
from roleplay.playbook import PlaybookLine
from roleplay.store.attempts import find_attempt_to_review
from roleplay.store.database import Database
from roleplay.store.playbook import add_line, list_lines, readable, withdraw_line
from roleplay.store.reviews import list_reviews
from roleplay.store.turns import read_turns
from roleplay.transcript import Turn

MOST = 600  # characters of a line or of its reason
ALIKE = 50  # of 100: an edited line must still be recognised in the turn it was taken from


@dataclass(frozen=True)
class PromotionContext:
    """A talk from which a line may be taken."""

    attempt: Attempt
    turns: tuple[Turn, ...]
    material: AttemptContent
    is_reviewed: bool

    @property
    def own(self) -> dict[int, str]:
        """What the seller said, by turn."""
        return {turn.n: turn.text for turn in self.turns if turn.speaker == "seller"}


class PlaybookService:
    """The lines over one database. Every call asks again what this person may do."""

    def __init__(self, database: Database, library: Callable[[], Library]) -> None:
        self.database, self.library, self._contents = database, library, ContentReader(database)

    def promotion_context(self, person: Person, attempt_id: str) -> PromotionContext:
        """Raises NotFound for a talk that is not there or out of this person's reach."""
        attempt = find_attempt_to_review(self.database, attempt_id, person).attempt
        turns = tuple(stored.turn for stored in read_turns(self.database, attempt_id))
        reviewed = bool(list_reviews(self.database, attempt_id))
        return PromotionContext(attempt, turns, self._contents.of(attempt), reviewed)

    def promote(
        self, person: Person, attempt_id: str, turn: int, serves: Sequence[str], line: str, why: str
    ) -> PromotionContext:
        """Takes a line; left empty it is the whole turn. Raises NotFound, or RoleplayError `playbook-not-reviewed`, `playbook-no-turn`, `playbook-empty`,
        `playbook-long`, `playbook-serves`, `playbook-not-said` or `playbook-twice`."""
        talk = self.promotion_context(person, attempt_id)
        why, serves = storable(why).strip(), list(dict.fromkeys(serves))
        if not talk.is_reviewed:
            raise RoleplayError("playbook-not-reviewed")
        if turn not in talk.own:
            raise RoleplayError("playbook-no-turn", turn=turn)
        line = storable(line).strip() or talk.own[turn]
        if not (_plain(line) and why and serves):
            raise RoleplayError("playbook-empty")
        if max(len(line), len(why)) > MOST:
            raise RoleplayError("playbook-long", most=MOST)
        check_serves(serves, talk.material.scenario, talk.material.rubric)
        edited = is_edited(line, talk.own[turn], turn)
        add_line(
            self.database, scenario=talk.attempt.scenario, serves=serves, line=line, why=why, attempt=attempt_id,
            turn=turn, edited=edited, coach=person.id,
        )  # fmt: skip
        return talk

    def lines(self, scenario: str | None = None) -> list[PlaybookLine]:
        """Everybody's, the newest first: what is in the playbook is there for the whole house."""
        return list_lines(self.database, scenario)

    def readable(self, person: Person, lines: Sequence[PlaybookLine]) -> set[str]:
        """The attempts of these lines that this person may open."""
        return readable(self.database, person, {line.attempt for line in lines})

    def withdraw(self, person: Person, id: int) -> str:
        """Returns the scenario. Raises NotFound for what this person did not take."""
        return withdraw_line(self.database, id, person)

    def gold(self, scenario_id: str) -> list[GoldLine]:
        """The lines as the scenario's file of today would have them: what they serve that is no longer there is left out,
        and a line that serves nothing any more too; none stands twice."""
        scenario = self.library().scenarios.get(scenario_id)
        if scenario is None:
            return []
        known = served_by(scenario, self.library().rubrics[scenario.rubric])
        kept = {line.line: line for line in self.lines(scenario_id)}
        there = {gold.line for gold in scenario.gold}
        made = [([ref for ref in line.serves if ref in known], line) for line in reversed(kept.values())]
        return [
            GoldLine.model_validate({"for": serves, "line": line.line, "why": line.why})
            for serves, line in made
            if serves and line.line not in there
        ]


def served_by(scenario: Scenario, rubric: Rubric) -> dict[str, str]:
    """All that a line may serve, with its words for people."""
    checks = {f"check:{id}": check.advice.title for id, check in rubric.checks().items()}
    objections = {f"objection:{each.id}": each.concern for each in scenario.objections}
    return checks | objections | {f"fact:{each.id}": each.topic for each in scenario.facts}


def check_serves(serves: Sequence[str], scenario: Scenario, rubric: Rubric) -> None:
    known = served_by(scenario, rubric)
    if unknown := next((ref for ref in serves if ref not in known), None):
        raise RoleplayError("playbook-serves", ref=unknown[:80])


def is_edited(line: str, said: str, turn: int) -> bool:
    """Whether it is other than what was said; spaces and marks at its ends aside. Raises RoleplayError `playbook-not-said`
    where the turn is not to be recognised in it."""
    if _plain(line) in _plain(said):
        return False
    if fuzz.partial_ratio(line, said) < ALIKE:
        raise RoleplayError("playbook-not-said", turn=turn)
    return True


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .,;!?。，；！？…")


def for_feedback(lines: Sequence[PlaybookLine], reader: str) -> dict[str, PlaybookLine]:
    """By what it serves the newest line of somebody else."""
    found: dict[str, PlaybookLine] = {}
    for line in lines:
        for ref in line.serves if line.seller != reader else ():
            found.setdefault(ref, line)
    return found
