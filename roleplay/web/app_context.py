"""What the pages and the chat of one server share: its settings and its services, all over the same database."""

from dataclasses import dataclass, field
from functools import cached_property

from fastapi import Request

from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.knowledge import KnowledgeService
from roleplay.people import PeopleService
from roleplay.people.audit_trail import AuditTrail
from roleplay.practice import PracticeService
from roleplay.review.assignments import AssignmentService
from roleplay.review.playbook import PlaybookService
from roleplay.review.reminders import ReminderService
from roleplay.review.reports import Reports
from roleplay.review.service import ReviewService
from roleplay.review.trust import ScorerTrust
from roleplay.scoring_jobs.call_service import CallService
from roleplay.web.auth.sign_on import SignOn, sign_ons
from roleplay.web.temp_store import TempStore
from roleplay.web.typing_speed import TypingSpeed


@dataclass(frozen=True)
class AppContext:
    """One server's settings and services."""

    settings: Settings
    practice: PracticeService
    typing_speed: TypingSpeed = field(default_factory=TypingSpeed)
    temp_store: TempStore = field(default_factory=TempStore)

    @cached_property
    def people(self) -> PeopleService:
        """Accounts and sessions."""
        return PeopleService(self.practice.database)

    @cached_property
    def audit(self) -> AuditTrail:
        """Who did what."""
        return AuditTrail(self.practice.database)

    @cached_property
    def sign_ons(self) -> dict[str, SignOn]:
        """The configured identity providers, by id."""
        return sign_ons(self.settings)

    @cached_property
    def reviews(self) -> ReviewService:
        """The queue and the reviews of coaches."""
        return ReviewService(self.practice.database)

    @cached_property
    def trust(self) -> ScorerTrust:
        """How far scorers agree with coaches."""
        return ScorerTrust(self.practice.database)

    @cached_property
    def reports(self) -> Reports:
        """Figures of teams, sellers and scenarios."""
        return Reports(self.practice.database)

    @cached_property
    def assignments(self) -> AssignmentService:
        return AssignmentService(self.practice.database, self.practice.library, self.settings.zone)

    @cached_property
    def reminders(self) -> ReminderService:
        return ReminderService(self.practice.database, self.settings.zone)

    @cached_property
    def calls(self) -> CallService:
        """Real calls."""
        return CallService(self.practice.database, self.practice.library, self.practice.rubric_by_hash)

    @cached_property
    def knowledge(self) -> KnowledgeService:
        """The daily quiz, and what is known."""
        return KnowledgeService(self.practice.database, self.practice.library, self.settings.zone)

    @cached_property
    def playbook(self) -> PlaybookService:
        return PlaybookService(self.practice.database, self.practice.library)

    def library(self) -> Library:
        """Returns today's content. The first time it is read from the files, so not on the event loop."""
        return self.practice.library()


def context_of(request: Request) -> AppContext:
    """Returns the context of the application that answers this request."""
    context: AppContext = request.app.state.context
    return context
