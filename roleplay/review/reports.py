"""The service behind the coach's figures: every page that counts talks asks here, and sees what its reader may see. Calls
block for a moment: pages ask from a thread."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from roleplay.content.scenario import Scenario
from roleplay.person import Person
from roleplay.review.answers import Answers, answers_of
from roleplay.review.plans import Plan, plans_within_reach
from roleplay.review.scenario import Fate, read_fate
from roleplay.review.seller import SellerPage, read_seller
from roleplay.review.team import Team, read_team
from roleplay.store.behind import Behind, talks_behind
from roleplay.store.beside import hidden_among
from roleplay.store.database import Database
from roleplay.store.names import names_of
from roleplay.store.practised import Scope, teams_of
from roleplay.store.standing import Talk, list_talks


@dataclass(frozen=True)
class Reports:
    """Figures over one database. A `Scope` names the reader, so none can be asked for without one."""

    database: Database

    def teams(self, reader: Person) -> dict[int, str]:
        """Returns the names of the teams this reader may look at, by id."""
        return teams_of(self.database, reader)

    def team(self, scope: Scope, weeks: Sequence[datetime], rubric: str | None, page: int) -> Team:
        """Returns one page of the team's figures; `weeks` are where the weeks of its chart begin."""
        return read_team(self.database, scope, weeks, rubric, page)

    def seller(self, scope: Scope, rubric: str | None) -> SellerPage | None:
        """Returns one seller's figures, None for who is not within reach and has no talk there."""
        return read_seller(self.database, scope, rubric)

    def scenario(self, scope: Scope) -> Fate:
        """Returns how the talks of one scenario end, and what became of its objections and facts."""
        return read_fate(self.database, scope)

    def talks(self, scope: Scope, most: int) -> list[Talk]:
        """Lists at most so many talks, the newest first, without their levels."""
        return list_talks(self.database, scope, most, levels=False)

    def talks_behind(self, reader: Person) -> Behind:
        """Counts the talks behind the figures of the trust page that this reader may open."""
        return talks_behind(self.database, reader)

    def answers(self, reader: Person, scenario: Scenario) -> list[Answers]:
        """Returns what sellers said to each objection of the scenario, the one most often left unanswered first."""
        return answers_of(self.database, reader, scenario)

    def plans(self, reader: Person, only: Collection[str]) -> list[Plan]:
        """Lists what was assigned to these people, as far as this reader may see it."""
        return plans_within_reach(self.database, reader, only)

    def hidden(self, reader: Person, attempts: Iterable[str]) -> set[str]:
        """Returns those of the attempts whose score this reader must not see yet."""
        return hidden_among(self.database, reader, attempts)

    def names(self, people: Iterable[str]) -> dict[str, str]:
        """Returns names by id; who has no account any more is not in it."""
        return names_of(self.database, people)
