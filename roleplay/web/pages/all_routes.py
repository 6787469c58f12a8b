"""All routes of the pages, in the order in which their addresses are tried."""

from types import ModuleType

from roleplay.web import languages
from roleplay.web.auth import sso
from roleplay.web.pages.assignments import routes as assignments
from roleplay.web.pages.attempts import routes as attempts
from roleplay.web.pages.audit import routes as audit
from roleplay.web.pages.calls import routes as calls
from roleplay.web.pages.coach_feedback import routes as coach_feedback
from roleplay.web.pages.disputes import routes as disputes
from roleplay.web.pages.home import routes as home
from roleplay.web.pages.me import password as me_password
from roleplay.web.pages.me import routes as me
from roleplay.web.pages.people import import_routes, person_routes
from roleplay.web.pages.people import routes as people
from roleplay.web.pages.playbook import routes as playbook
from roleplay.web.pages.progress import routes as progress
from roleplay.web.pages.queue import routes as queue
from roleplay.web.pages.quiz import routes as quiz
from roleplay.web.pages.reminders import routes as reminders
from roleplay.web.pages.retry import routes as retry
from roleplay.web.pages.review import routes as review
from roleplay.web.pages.scenario_brief import routes as scenario_brief
from roleplay.web.pages.scenario_stats import routes as scenario_stats
from roleplay.web.pages.scorecard import downloads as scorecard_downloads
from roleplay.web.pages.scorecard import routes as scorecard
from roleplay.web.pages.sellers import routes as sellers
from roleplay.web.pages.sign_in import routes as sign_in
from roleplay.web.pages.spending import routes as spending
from roleplay.web.pages.team import attempts_csv
from roleplay.web.pages.team import routes as team
from roleplay.web.pages.trust import routes as trust

PAGES: tuple[ModuleType, ...] = (
    home,
    scenario_brief,
    attempts,
    disputes,
    scorecard_downloads,
    retry,
    scorecard,
    coach_feedback,
    progress,
    queue,
    reminders,
    review,
    team,
    sellers,
    scenario_stats,
    trust,
    attempts_csv,
    assignments,
    playbook,
    sign_in,
    sso,
    people,
    audit,
    import_routes,
    person_routes,
    spending,
    quiz,
    calls,
    me,
    me_password,
    languages,
)
