"""The service behind the coach's figures: every page that counts talks asks here, and sees what its reader may see. Calls
block for a moment: pages ask from a thread."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from roleplay.content.scenario import Scenario
from roleplay.person import Person
from roleplay.review.objection_answers import Answers, answers_of
from roleplay.review.plans import Plan, plans_within_reach
from roleplay.review.scenario_stats import ScenarioStats, read_scenario_stats
from roleplay.review.seller_stats import SellerStats, read_seller_stats
from roleplay.review.team_stats import TeamStats, read_team_stats
from roleplay.store.agreement_drilldown import TalkCounts, count_talks_behind
from roleplay.store.coach_stats import ListedTalk, Scope, list_talks, teams_of
from roleplay.store.database import Database
from roleplay.store.people import names_of
from roleplay.store.visibility import hidden_among


@dataclass(frozen=True)
class Reports:
    """Figures over one database. A `Scope` names the reader, so none can be asked for without one."""

    database: Database

    def teams(self, reader: Person) -> dict[int, str]:
        """Returns the names of the teams this reader may look at, by id."""
        return teams_of(self.database, reader)

    def team(self, scope: Scope, weeks: Sequence[datetime], rubric: str | None, page: int) -> TeamStats:
        """Returns one page of the team's figures; `weeks` are where the weeks of its chart begin."""
        return read_team_stats(self.database, scope, weeks, rubric, page)

    def seller(self, scope: Scope, rubric: str | None) -> SellerStats | None:
        """Returns one seller's figures, None for who is not within reach and has no talk there."""
        return read_seller_stats(self.database, scope, rubric)

    def scenario(self, scope: Scope) -> ScenarioStats:
        """Returns how the talks of one scenario end, and what became of its objections and facts."""
        return read_scenario_stats(self.database, scope)

    def talks(self, scope: Scope, most: int) -> list[ListedTalk]:
        """Lists at most so many talks, the newest first, without their levels."""
        return list_talks(self.database, scope, most, levels=False)

    def talks_behind(self, reader: Person) -> TalkCounts:
        """Counts the talks behind the figures of the trust page that this reader may open."""
        return count_talks_behind(self.database, reader)

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
