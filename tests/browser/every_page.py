"""Every page of the product with an example: who opens it and where. A page without a line fails `test_accessible.py`."""

from collections.abc import Iterator
from typing import Any

from starlette.routing import BaseRoute

from roleplay.web.pages.all_routes import PAGES

NOT_PAGES = {
    "/attempts/{attempt_id}/scorecard.md", "/attempts/{attempt_id}/scorecard.json", "/coach/attempts.csv", "/coach/team.csv",
    "/people/audit.csv",
    "/coach/playbook/{scenario_id}/gold.yaml", "/me/export.zip", "/language/{language}", "/sign-in/with/{way}",
    "/sign-in/with/{way}/back",
}  # fmt: skip
"""Files, and addresses that only lead elsewhere."""

EXAMPLES = {
    "/": ("seller /", "newcomer /"),
    "/scenarios/{scenario_id}": ("seller /scenarios/{scenario}", "newcomer /scenarios/{scenario}"),
    "/attempts": ("seller /attempts", "newcomer /attempts"),
    "/attempts/{attempt_id}": (
        "seller /attempts/{reviewed}", "seller /attempts/{disputed}", "seller /attempts/{retry}", "seller /attempts/{private}",
    ),
    "/attempts/{attempt_id}/compare": ("seller /attempts/{retry}/compare",),
    "/attempts/{attempt_id}/delete": ("seller /attempts/{disputed}/delete",),
    "/quiz": ("seller /quiz", "newcomer /quiz"),
    "/coach/knowledge": ("coach /coach/knowledge",),
    "/calls": ("coach /calls", "seller /calls"),
    "/calls/check/{key}": ("coach /calls/check/nobodys",),  # with a file in it: test_calls.py
    "/calls/{call_id}": ("seller /calls/{call}", "coach /calls/{call}",),
    "/progress/{scenario_id}": ("seller /progress/{scenario}",),
    "/me": ("seller /me", "newcomer /me"),
    "/me/delete": ("seller /me/delete",),
    "/me/password": ("seller /me/password",),
    "/sign-in": ("nobody /sign-in",),
    "/sign-in/first": ("first /sign-in/first",),
    "/sign-in/link/{token}": ("nobody /sign-in/link/{link}", "nobody /sign-in/link/nobodys"),
    "/coach": ("coach /coach", "coach /coach?state=all&words=a", "coach /coach?words=nothing+of+the+kind"),
    "/coach/attempts/{attempt_id}": (
        "coach /coach/attempts/{reviewed}", "coach /coach/attempts/{disputed}", "coach /coach/attempts/{drawn}",
        "coach /coach/attempts/{pitch}", "coach /coach/attempts/{reviewed}?take=3",
    ),
    "/coach/team": ("coach /coach/team", "admin /coach/team?period=all"),
    "/coach/team/{team_id}": ("coach /coach/team/{team}",),
    "/coach/sellers/{person_id}": ("coach /coach/sellers/{seller}", "coach /coach/sellers/{newcomer}"),
    "/coach/scenarios/{scenario_id}": (
        "coach /coach/scenarios/{scenario}", "coach /coach/scenarios/{scenario}?ending=finished",
    ),
    "/coach/trust": ("coach /coach/trust",),
    "/coach/assignments": ("coach /coach/assignments",),
    "/coach/assignments/new": ("coach /coach/assignments/new",),
    "/coach/assignments/{id}": ("coach /coach/assignments/{assignment}", "coach /coach/assignments/{programme}"),
    "/coach/playbook": ("coach /coach/playbook",),
    "/coach/playbook/{scenario_id}": ("coach /coach/playbook/{scenario}",),
    "/people": ("admin /people", "admin /people?q=nobody+of+that+name"),
    "/people/teams": ("admin /people/teams",),
    "/people/new": ("admin /people/new",),
    "/people/{person_id}": ("admin /people/{seller}",),
    "/people/audit": ("admin /people/audit", "admin /people/audit?person=nobody"),
    "/spending": ("admin /spending",),
    "/people/import": ("admin /people/import",),
    "/people/import/{key}": ("admin /people/import/nobodys",),  # with something in it: test_what_answers_a_form
}  # fmt: skip
"""`seller` has practised, `newcomer` has not; `first` opens a house that has no accounts yet."""


def pages() -> set[str]:
    """The addresses of ours that a browser opens."""
    return {route.path for module in PAGES for route in _routes(module.routes) if "GET" in route.methods} - NOT_PAGES


def _routes(router: Any) -> Iterator[Any]:
    routes: list[BaseRoute] = router.routes
    yield from (route for route in routes if hasattr(route, "methods"))


def examples() -> list[str]:
    return [example for route in sorted(EXAMPLES) for example in EXAMPLES[route]]
