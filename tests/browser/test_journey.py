"""A house from its first account to the line worth saying again, as admin, coach and two sellers go through it in a browser."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from roleplay.web.formatting import Words
from tests.browser.rig import Server, finish, lines_of, play

PASSWORD = "four quiet green words"
SIDEWAYS = "document.documentElement.scrollWidth <= innerWidth"


@dataclass(frozen=True)
class Cast:
    language: str
    locale: str
    phone: bool
    people: str  # the list that the admin imports
    names: tuple[str, str, str]  # coach, seller, colleague
    team: str
    scenario: str
    persona: str
    lines: str
    reasons: tuple[str, str]  # the seller's, the coach's
    note: str
    why: str


ENGLISH = Cast(
    "en", "en-GB", False,
    "name,login,team,role\nCarl Berg,carl,North,coach\nAlice Moreau,alice,North,seller\nBen Okafor,ben,North,seller\n",
    ("Carl Berg", "Alice Moreau", "Ben Okafor"), "North",
    "discovery-call", "ingrid-solberg", "en/polite-pitch",
    ("I did ask for it, listen again.", "You did, in other words. I count it."), "Well begun.", "Short, and it begins with her.",
)  # fmt: skip
CHINESE = Cast(
    "zh", "zh-CN", True,
    "姓名,账号,团队,角色\n周岚,zhoulan,华东一组,教练\n王敏,wangmin,华东一组,销售\n李强,liqiang,华东一组,销售\n",
    ("周岚", "王敏", "李强"), "华东一组",
    "new-drug-visit", "director-lin", "zh/polite-pitch",
    ("这一点我做到了，请再听一遍。", "确实做到了，只是换了种说法，我认可。"), "开头不错。", "话短，而且从他的病人说起。",
)  # fmt: skip


@dataclass
class Screen:
    """One person's browser; every page they come to is as wide as it."""

    page: Page
    t: Words
    url: str

    def go(self, path: str) -> "Screen":
        self.page.goto(self.url + path)
        return self.seen()

    def seen(self) -> "Screen":
        expect(self.page.locator("main")).to_be_visible()
        assert self.page.evaluate(SIDEWAYS), f"{self.page.url} is wider than the screen"
        return self

    def press(self, words: str, within: str = "main") -> "Screen":
        """A link or a button, by the words on it."""
        place = self.page.locator(within)
        found = place.get_by_role("link", name=words, exact=True).or_(
            place.get_by_role("button", name=words, exact=True)
        )
        return self.follow(found.first)

    def follow(self, found: Locator) -> "Screen":
        """Each leads to another page."""
        with self.page.expect_navigation():
            found.click()
        return self.seen()

    def top(self, key: str) -> "Screen":
        """By the bar, which every page has."""
        return self.press(self.t(key), "header.bar")

    def fill(self, key: str, text: str, **params: object) -> None:
        self.page.get_by_label(self.t(key, **params)).first.fill(text)

    def told(self, text: str) -> Locator:
        found = self.page.locator("main").get_by_text(text).first
        expect(found).to_be_visible()
        return found


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.environment["ROLEPLAY_URL"] = server.url  # links to sign in begin with it
    with server:
        yield server


@pytest.mark.parametrize("cast", [pytest.param(ENGLISH, id="english-desk"), pytest.param(CHINESE, id="chinese-phone")])
def test_a_house_from_its_first_account_to_its_playbook(house: Server, opened: Callable[..., Page], cast: Cast) -> None:
    admin, coach, seller, colleague = (
        Screen(opened(cast.locale, phone=cast.phone, dark=cast.phone), Words(cast.language, ZoneInfo("UTC")), house.url)
        for _ in range(4)
    )
    links = accounts_are_imported(admin, cast)
    enters_by_link(coach, made_anew(admin, cast.names[0]))
    gives_the_talk(coach, cast)
    enters_by_link(colleague, links[cast.names[2]])
    lesson = leaves_early(colleague, cast)
    enters_by_link(seller, links[cast.names[1]])
    check = practises_what_is_asked(seller, cast)
    line = reviews_and_takes_a_line(coach, cast, check, lesson)
    sees_both_values(seller, cast, check, line)
    sees_the_line_beside_the_feedback(colleague, line, cast)


def accounts_are_imported(admin: Screen, cast: Cast) -> dict[str, str]:
    """Name -> the link that signs in once, from the list that is downloaded once."""
    admin.go("/").top("nav.accounts")
    admin.fill("sign_in.name", "Dora Lind")
    admin.fill("sign_in.login", "dora")
    admin.fill("sign_in.new_password", PASSWORD)
    admin.press(admin.t("sign_in.first.make")).top("people.nav").press(admin.t("people.import"))
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": cast.people.encode()}
    admin.page.set_input_files("[type=file]", file)
    admin.press(admin.t("people.upload.look"))
    assert all(admin.told(name) for name in cast.names), "looked at before anything happens"
    admin.press(admin.t("people.upload.do"))
    admin.page.wait_for_url("**/people/import/*")
    with admin.seen().page.expect_download() as download:
        admin.page.get_by_role("button", name=admin.t("people.upload.download")).click()
    rows = csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig")))
    return {name: link for _login, name, link in list(rows)[1:]}


def made_anew(admin: Screen, name: str) -> str:
    """A link that was lost is made again on the person's page, to be copied from there."""
    admin.top("people.nav").press(name).press(admin.t("people.one.link"))
    return admin.page.locator("main code").inner_text()


def enters_by_link(who: Screen, link: str) -> None:
    who.page.goto(link)
    who.seen().fill("sign_in.new_password", PASSWORD)
    who.press(who.t("sign_in.enter"))
    assert who.page.url == f"{who.url}/"


def gives_the_talk(coach: Screen, cast: Cast) -> None:
    coach.top("assignments.title").press(coach.t("assignments.new"))
    coach.page.get_by_label(coach.t("assignments.scenario")).select_option(f"{cast.scenario}|{cast.persona}")
    coach.page.get_by_label(cast.team).first.check()
    coach.press(coach.t("assignments.give"))
    assert coach.told(cast.names[1]) and coach.told(coach.t("assignments.state.not_started"))


def starts_what_is_asked(who: Screen) -> None:
    who.go("/").told(who.t("assignments.mine", n=1))
    who.follow(who.page.locator(".asked a.button")).page.get_by_role("button", name=who.t("brief.start")).click()
    who.page.wait_for_selector("#chat-input")


def leaves_early(colleague: Screen, cast: Cast) -> str:
    """Two lines, then the scorecard: what stands first on it."""
    starts_what_is_asked(colleague)
    play(colleague.page, lines_of(cast.lines)[:2])
    finish(colleague.page)
    return colleague.seen().page.locator(".thing h3").first.inner_text()


def practises_what_is_asked(seller: Screen, cast: Cast) -> str:
    """To the end, and disagrees with a check that was missed; gives the check's id on the page."""
    starts_what_is_asked(seller)
    play(seller.page, lines_of(cast.lines))
    seller.page.locator("body.finished #result a, body:not(.finished) #finish").click()
    seller.page.wait_for_url("**/attempts/*")
    expect(seller.seen().page.locator(".total .score")).to_be_visible()
    for criterion in seller.page.locator(".criteria ~ details > summary").all():
        criterion.click()
    check = seller.page.locator("li[id^=check-]:has(.missed)").first
    id = check.get_attribute("id") or ""
    check.locator(".dispute summary").click()
    check.locator("textarea").fill(cast.reasons[0])
    seller.follow(check.get_by_role("button"))
    expect(seller.page.locator(f"#{id}").get_by_text(cast.reasons[0])).to_be_visible()
    seller.seen()
    return id


def reviews_and_takes_a_line(coach: Screen, cast: Cast, check: str, lesson: str) -> str:
    """From the queue, which shows the reason, to the signature; gives the line that was taken."""
    row = coach.top("desk.nav").page.locator(".queue tr", has_text=cast.reasons[0])
    expect(row).to_contain_text(cast.names[1])
    found = coach.follow(row.get_by_role("link")).page.locator(f"#{check}")
    expect(found).to_contain_text(cast.reasons[0])
    found.locator("summary").click()
    found.locator("input[value=met]").check()
    found.get_by_label(coach.t("desk.reason")).fill(cast.reasons[1])
    coach.follow(found.get_by_role("button", name=coach.t("desk.save")))
    expect(coach.page.locator(f"#{check} .yours")).to_contain_text(cast.reasons[1])

    first = coach.page.locator(".turn.seller").first
    line = first.locator(".said").inner_text()
    coach.follow(first.get_by_role("link", name=coach.t("playbook.take_turn", n=1))).page.get_by_label(lesson).check()
    coach.fill("playbook.why", cast.why)
    coach.press(coach.t("playbook.take"), "#playbook")
    expect(coach.page.locator(".taken")).to_contain_text(line)

    coach.fill("desk.note", cast.note, name=cast.names[1])
    coach.press(coach.t("desk.sign"))
    assert coach.told(cast.names[2]), "the next talk that waits is the colleague's"
    return line


def sees_both_values(seller: Screen, cast: Cast, check: str, line: str) -> None:
    seller.top("nav.practice").press(seller.t("desk.reviewed_yours", coach=cast.names[0]))
    review = seller.page.locator("#review")
    expect(review).to_be_in_viewport()
    for words in (cast.reasons[1], cast.note, seller.t("desk.scorer_said", value=seller.t("result.missed").lower())):
        expect(review.get_by_text(words)).to_be_visible()
    expect(review.locator(".met")).to_have_text(seller.t("result.met"))
    seller.press(seller.t("chat.brief"))
    assert seller.told(seller.t("playbook.in_brief")) and seller.told(line) and seller.told(cast.why)


def sees_the_line_beside_the_feedback(colleague: Screen, line: str, cast: Cast) -> None:
    colleague.page.reload()
    thing = colleague.seen().page.locator(".thing").first
    expect(thing.get_by_text(line)).to_be_visible()
    expect(thing).not_to_contain_text(cast.names[1])
