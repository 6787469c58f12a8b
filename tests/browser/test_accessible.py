"""Every page with something on it: read by axe, as wide as a phone, and there without script."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from roleplay.web.auth.session_cookie import COOKIE
from tests.browser.conftest import PHONE, WIDE
from tests.browser.every_page import EXAMPLES, examples, pages
from tests.browser.peopled import House, people_house
from tests.browser.rig import PATIENCE, Server

LOOKS = {"en": ("en-GB", WIDE, "light"), "zh": ("zh-CN", PHONE, "dark")}
SCENARIOS = {"en": "discovery-call", "zh": "new-drug-visit"}
HELD = ("serious", "critical")
ALSO = ("landmark-unique",)  # only moderate, but somebody who hears the page jumps from landmark to landmark
SIDEWAYS = "document.documentElement.scrollWidth <= innerWidth"


@dataclass
class Look:
    """The house of one language, and the browsers of its people: English at a desk by day, Chinese on a phone at night."""

    server: Server
    empty: Server
    house: House
    language: str
    chromium: Browser
    kept: dict[tuple[str, bool], Page] = field(default_factory=dict)

    def page(self, who: str, *, script: bool = True) -> Page:
        """One for each person, since a new one takes longer than the look at it."""
        if (who, script) not in self.kept:
            self.kept[who, script] = self._context(who, script).new_page()
        return self.kept[who, script]

    def _context(self, who: str, script: bool) -> BrowserContext:
        locale, viewport, scheme = LOOKS[self.language]
        context = self.chromium.new_context(
            locale=locale, viewport=viewport, color_scheme=scheme, has_touch=viewport is PHONE, java_script_enabled=script,
            bypass_csp=True, reduced_motion="reduce",
        )  # fmt: skip
        if session := self.house.sessions.get(who):
            context.add_cookies([{"name": COOKIE, "value": session, "url": self.server.url}])
        return context

    def address(self, example: str) -> tuple[str, str]:
        who, path = example.split(" ")
        talks, people = self.house.talks, self.house.people
        return who, (self.empty if who == "first" else self.server).url + path.format(
            scenario=SCENARIOS[self.language], reviewed=talks[0], disputed=talks[1], pitch=talks[2], drawn=talks[5],
            private=talks[8], retry=self.house.retry, seller=people["seller"].id, newcomer=people["newcomer"].id,
            team=self.house.team, assignment=self.house.assignment, programme=self.house.assignment + 1,
            link=self.house.link, call=self.house.call,
        )  # fmt: skip


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[str, House]]]:
    """Both casts in one house: each sees their own."""
    folder = tmp_path_factory.mktemp("house")
    made = {language: people_house(folder, language) for language in LOOKS}
    with Server(folder) as served:
        yield served, made


@pytest.fixture(scope="module", params=list(LOOKS))
def look(
    request: pytest.FixtureRequest, chromium: Browser, server: Server, houses: tuple[Server, dict[str, House]]
) -> Iterator[Look]:
    look = Look(houses[0], server, houses[1][request.param], request.param, chromium)
    yield look
    for page in look.kept.values():
        page.context.close()


def check(page: Page) -> None:
    """What every page promises."""
    assert page.evaluate(SIDEWAYS), "no page is wider than the screen"
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    wrong = [one for one in found if one["impact"] in HELD or one["id"] in ALSO]
    told = [f"{one['id']}: {one['help']}: {node['html'][:200]} {node.get('failureSummary', '')}" for one in wrong for node in one["nodes"]]  # fmt: skip
    assert not told, f"{page.url}\n" + "\n".join(told)


def test_every_page_has_an_example() -> None:
    missing = sorted(pages() - set(EXAMPLES))
    assert not missing, f"tests/browser/every_page.py, EXAMPLES: say who opens these and where: {missing}"
    assert sorted(set(EXAMPLES) - pages()) == [], "these are no pages"


@pytest.mark.parametrize("example", examples())
def test_everybody_can_read_it(look: Look, example: str) -> None:
    who, address = look.address(example)
    page = look.page(who)
    page.goto(address)
    check(page)
    if page.locator("script").count():
        plain = look.page(who, script=False)
        plain.goto(address)
        assert plain.inner_text("main") == page.inner_text("main"), "it is all there without script"


LIST = "name,login,team,role\nMara Holm,mara-{language},North,seller\n"


def test_what_answers_a_form(look: Look) -> None:
    """Pages that have no address of their own."""
    page = look.page("admin")

    def sent(path: str, within: str = "main", file: str | None = None) -> None:
        page.goto(look.server.url + path)
        if file is not None:
            page.set_input_files("[type=file]", {"name": "people.csv", "mimeType": "text/csv", "buffer": file.encode()})
        page.click(f"{within} button[type=submit]")

    sent("/people/import", file="name,login,team,role\n,mara,North,king\n")
    expect(page.locator("main table")).to_be_visible()
    check(page)
    sent("/people/import", file=LIST.format(language=look.language))
    check(page)
    page.click("main button[type=submit]")
    page.wait_for_url("**/people/import/*")
    check(page)
    sent(f"/people/{look.house.people['newcomer'].id}", "form[action$='/link']")
    expect(page.locator("main code")).to_be_visible()
    check(page)


@pytest.mark.parametrize("talk", ["running", "finished"])
def test_the_talks_own_screen(look: Look, talk: str) -> None:
    page = look.page("seller")
    page.goto(f"{look.server.url}/chat/thread/{look.house.running if talk == 'running' else look.house.talks[0]}")
    page.locator("#root .step").last.wait_for(timeout=PATIENCE)
    check(page)
