"""Houses with people and work in them, in each language: for pages that need something to show, and for the pictures.

Real talks with the offline customer, played through the doors of the product and then dated back over three weeks.
"""

import asyncio
import json
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID
from zoneinfo import ZoneInfo

from roleplay.config import ROOT, Settings
from roleplay.content.library import Library, load_library
from roleplay.content.rubric import Rubric
from roleplay.people import PeopleService
from roleplay.people.credentials import hash_password
from roleplay.person import Person, Role
from roleplay.practice import PracticeService, open_practice
from roleplay.review.assignments import Assignees, AssignmentRequest, AssignmentService
from roleplay.review.playbook import PlaybookService
from roleplay.review.service import ReviewService
from roleplay.scoring.attention import is_sampled
from roleplay.scoring.scorer import SIGNALS_VERSION
from roleplay.scoring_jobs.call_service import CallService
from roleplay.store.people import set_password
from roleplay.store.tables import AssignmentRow, AttemptRow, RatingRow, now
from tests.browser.rig import lines_of

MARKED = 24  # talks with blind marks: from 20 on there are figures


@dataclass(frozen=True)
class Talk:
    """Who practised what, how, and how many days ago. `lines` is a file of tests/lines, of it only the first `most`."""

    seller: str
    scenario: str
    persona: str
    lines: str
    days: float
    most: int = 99
    drawn: bool = False
    private: bool = False
    then: str = ""  # lines of another file that follow


@dataclass(frozen=True)
class Cast:
    """What people of this language are called, and what they write."""

    admin: str
    coach: str
    team: str
    sellers: dict[str, str]
    talks: tuple[Talk, ...]
    disagrees: tuple[str, str]  # a check of the second talk, and the seller's reason
    corrects: tuple[str, str, str]  # a check of the first talk, the coach's value, the reason
    note: str
    comment: str
    answer: str
    takes: tuple[str, str]  # what a line of the first talk serves, and why it works
    assigns: str
    programme: str
    running: Talk


@dataclass
class House:
    """What was made, by name: for addresses and sessions. `seller` has practised most, `newcomer` not yet."""

    sessions: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    talks: list[str] = field(default_factory=list)
    link: str = ""
    retry: str = ""
    running: str = ""
    call: str = ""
    team: int = 0
    assignment: int = 0


def _english() -> Cast:
    call, ingrid, theo = "discovery-call", "ingrid-solberg", "theo-marchand"
    honest, pitch, polite = "en/honest-ingrid", "en/pitcher", "en/polite-pitch"
    return Cast(
        admin="Dora Lind", coach="Carl Berg", team="North",
        sellers={"alice": "Alice Moreau", "ben": "Ben Okafor", "nora": "Nora Lindqvist", "sam": "Sam Whitfield", "yusuf": "Yusuf Demir"},
        talks=(
            Talk("alice", call, ingrid, honest, 6, most=9),
            Talk("alice", call, ingrid, honest, 1.2, most=5, then=pitch),
            Talk("ben", call, ingrid, pitch, 2),
            Talk("ben", call, theo, polite, 9, most=8),
            Talk("nora", call, theo, "en/honest-theo", 3),
            Talk("nora", call, ingrid, honest, 0.2, most=11, drawn=True),
            Talk("sam", call, ingrid, "en/opening-only", 16),
            Talk("alice", "busy-cardiologist", "daniel-hale", "en/cardiologist-honest-hale", 4, most=8),
            Talk("alice", call, theo, polite, 0.1, most=4, private=True),
        ),
        disagrees=("sums-up", "At turn 9 I said back what I had heard: the fees, and what the board wants."),
        corrects=("sums-up", "met", "You named her three reasons before you asked for a meeting. That is a summary."),
        note="Calm and curious. Next time wait one breath longer after her first worry.",
        comment="This is the question that opened her up.", answer="Thank you. I will try the pause.",
        takes=("check:open-questions", "It asks for her day, not for our product, so she can begin where it hurts."),
        assigns="Before the spring fair", programme="heart-failure-launch",
        running=Talk("alice", call, ingrid, honest, 0, most=4),
    )  # fmt: skip


def _chinese() -> Cast:
    visit, lin, zhou = "new-drug-visit", "director-lin", "doctor-zhou"
    honest, pitch, polite = "zh/honest-lin", "zh/pitcher", "zh/polite-pitch"
    return Cast(
        admin="何静", coach="周岚", team="华东一组",
        sellers={"wangmin": "王敏", "liqiang": "李强", "chenyu": "陈雨", "zhaolei": "赵磊", "sunyue": "孙悦"},
        talks=(
            Talk("wangmin", visit, lin, honest, 6, most=9),
            Talk("wangmin", visit, lin, honest, 1.2, most=5, then=pitch),
            Talk("liqiang", visit, lin, pitch, 2),
            Talk("liqiang", visit, zhou, polite, 9, most=8),
            Talk("chenyu", visit, zhou, "zh/honest-zhou", 3),
            Talk("chenyu", visit, lin, honest, 0.2, most=11, drawn=True),
            Talk("zhaolei", visit, lin, "zh/opening-only", 16),
            Talk("wangmin", "referral-talk", "mother-tang", "zh/referral-honest-mother-tang", 4, most=8),
            Talk("wangmin", visit, zhou, polite, 0.1, most=4, private=True),
        ),
        disagrees=("says-back", "第 9 句我把他的意思完整说了一遍，这也是小结。"),
        corrects=("says-back", "met", "约时间之前您把三点顾虑都说了一遍，这就是小结。"),
        note="问得很耐心。下次他第一次说出顾虑时，再多停一拍。",
        comment="就是这一问让他打开了话匣子。", answer="谢谢，下次我试试多停一拍。",
        takes=("check:open-questions", "问的是他的病人，不是我们的药，他就能从最难的地方说起。"),
        assigns="春季上市前的练习", programme="new-drug-launch",
        running=Talk("wangmin", visit, lin, honest, 0, most=4),
    )  # fmt: skip


CASTS: dict[str, Callable[[], Cast]] = {"en": _english, "zh": _chinese}


def people_house(data: Path, language: str, zone: str = "Asia/Shanghai") -> House:
    """Fills the database of this data folder, before or while a server serves it."""
    library = load_library(ROOT)
    settings = Settings(data=data, database_url=f"sqlite:///{data / 'roleplay.db'}", timezone=zone)
    practice = open_practice(settings, lambda: library, flush=0)
    with ThreadPoolExecutor(1) as beside:  # in a thread of its own: Playwright's loop runs in this one
        made = beside.submit(asyncio.run, _Maker(practice, library, language).make()).result()
    practice.database.engine.dispose()
    return made


class _Maker:
    def __init__(self, practice: PracticeService, library: Library, language: str) -> None:
        self.practice, self.library, self.language = practice, library, language
        self.cast, self.house = CASTS[language](), House()
        self.password = hash_password("four quiet green words")  # it takes its time on purpose: once for all
        self.door, self.reviews = PeopleService(practice.database), ReviewService(practice.database)

    async def make(self) -> House:
        self._people()
        for number, talk in enumerate(self.cast.talks):
            self.house.talks.append(await self._talk(talk, number))
        self._assign()
        await self._disagree()
        self._review()
        self._marks()
        self.house.retry = await self._retry()
        self.house.call = self._call()
        self.house.running = await self._talk(self.cast.running, 99)
        return self.house

    def _call(self) -> str:
        """A real call of the seller's, imported by their coach."""
        said = {"en": ("How do you plan today?", "By hand, mostly."), "zh": ("现在是怎么安排的？", "基本靠人手排。")}[
            self.language
        ]
        turns = [{"speaker": "seller", "text": said[0]}, {"speaker": "customer", "text": said[1]}]
        rubric = {"en": "discovery", "zh": "visit"}[self.language]
        calls = CallService(self.practice.database, self.practice.library, self.practice.rubric_by_hash)
        people = self.house.people
        read = calls.read(
            people["coach"], json.dumps({"turns": turns}).encode(), "call.json", rubric, people["seller"].id
        )
        return calls.keep(read).id

    def _people(self) -> None:
        cast, house = self.cast, self.house
        self._person("admin", cast.admin, "admin")
        coach = self._person("coach", cast.coach, "coach")
        self.door.set_teams(coach.id, coaches=[cast.team])
        for login, name in cast.sellers.items():
            self.door.set_teams(self._person(login, name, "seller").id, practises=[cast.team])
        house.team = next(id for id, name in self.door.teams().items() if name == cast.team)
        first, *_, last = cast.sellers
        for name, login in (("seller", first), ("newcomer", last)):
            house.people[name], house.sessions[name] = house.people[login], house.sessions[login]
        house.link = self.door.make_link(house.people["newcomer"].id)

    def _person(self, login: str, name: str, role: Role) -> Person:
        known = login if role == "seller" else f"{login}-{self.language}"
        person = self.door.add(known, name, [role])
        if login != list(self.cast.sellers)[-1]:  # the newcomer has not used the link yet
            set_password(self.practice.database, person.id, self.password)
        self.house.people[login], self.house.sessions[login] = person, self.door.open_session(person)
        return person

    async def _talk(self, talk: Talk, number: int) -> str:
        person, practice = self.house.people[talk.seller].id, self.practice
        with _ids(self.language, number, talk.drawn):
            attempt = await practice.start(
                talk.scenario, talk.persona, person=person, seed=number, private=talk.private
            )
        for line in [*lines_of(talk.lines)[: talk.most], *(lines_of(talk.then)[1:5] if talk.then else [])]:
            if not (await practice.attempt(attempt.id, person)).is_finished:
                async for _ in practice.say(attempt.id, person, line):
                    pass
        if talk.days:
            await practice.finish(attempt.id, person)
            self._date_back(attempt.id, talk.days)
        return attempt.id

    def _date_back(self, id: str, days: float) -> None:
        with self.practice.database.writing() as session:
            row = session.get_one(AttemptRow, id)
            row.finished_at = now() - timedelta(days=days)
            row.started_at, row.touched_at = row.finished_at - timedelta(minutes=9), row.finished_at

    def _assign(self) -> None:
        """Since before the talks, so that some of them count: one to the team, and a programme from today."""
        door = AssignmentService(self.practice.database, lambda: self.library, ZoneInfo("Asia/Shanghai"))
        coach, team, first = self.house.people["coach"], Assignees(teams=(self.house.team,)), self.cast.talks[0]
        due: date = door.today(now()) + timedelta(days=9)
        wish = AssignmentRequest(first.scenario, title=self.cast.assigns, due=due, pass_mark=85, allowed=4)
        made = door.assign(coach, wish, team)
        self.house.assignment = made.id
        self._began(made.id, 7)
        door.assign_programme(coach, self.cast.programme, None, team)

    def _began(self, id: int, days: float) -> None:
        with self.practice.database.writing() as session:
            row = session.get_one(AssignmentRow, id)
            row.starts_at = row.made_at = now() - timedelta(days=days)

    async def _disagree(self) -> None:
        attempt = await self.practice.attempt(self.house.talks[1], self.house.people["seller"].id)
        check, reason = self.cast.disagrees
        await self.practice.disputes.disagree(attempt, await self.practice.cards.find(attempt), check, reason)

    def _review(self) -> None:
        """The first talk: corrected, commented, signed and answered; a line of it goes into the playbook."""
        coach, id, cast = self.house.people["coach"], self.house.talks[0], self.cast
        check, value, reason = cast.corrects
        draft = self.reviews.correct(coach, id, 0, f"check:{check}", value, reason, [9])
        self.reviews.comment(coach, id, cast.comment, 3)
        self.reviews.sign_off(coach, id, draft.edition, cast.note)
        serves, why = cast.takes
        PlaybookService(self.practice.database, lambda: self.library).promote(
            coach, id, 3, [serves, "check:listens"][:1], "", why
        )

    def _marks(self) -> None:
        """Blind marks on talks that nobody sees: trust has figures from twenty on."""
        scenario = self.library.scenarios[self.cast.talks[0].scenario]
        rubric, dice = self.library.rubrics[scenario.rubric], random.Random(7)
        hash = self.library.hash("rubric", rubric.id)
        with self.practice.database.writing() as session:
            pattern = session.get_one(AttemptRow, self.house.talks[0]).model_dump()
            for number in range(MARKED):
                id = f"marked-{self.language}-{number}"
                session.add(AttemptRow(**pattern | {"id": id, "kind": "rehearsal", "source": id, "review": None}))
                session.flush()
                for rating in _ratings(rubric, dice, number):
                    session.add(RatingRow(attempt=id, rubric_hash=hash, rubric=rubric.id, **rating))

    async def _retry(self) -> str:
        seller, first = self.house.people["seller"].id, self.cast.talks[0]
        branch = await self.practice.retry(self.house.talks[1], seller, 5)
        for line in lines_of(first.lines)[2:8]:
            async for _ in self.practice.say(branch.id, seller, line):
                pass
        await self.practice.finish(branch.id, seller)
        return branch.id


def _ratings(rubric: Rubric, dice: random.Random, number: int) -> Iterator[dict[str, Any]]:
    """Scorer and coach mostly agree, less so on one criterion."""
    for place, criterion in enumerate(rubric.criteria):
        sure = 0.72 if place == 1 else 0.93
        level = number % 6
        yield from _pair(criterion.id, "", level, level if dice.random() < sure else max(0, level - 1))
        for check in criterion.checks:
            value = float(dice.random() < 0.6)
            yield from _pair(criterion.id, check.id, value, value if dice.random() < sure else 1 - value)


def _pair(criterion: str, check: str, scorers: float, coachs: float) -> Iterator[dict[str, Any]]:
    both = {"criterion": criterion, "check": check}
    yield both | {"rater": f"signals {SIGNALS_VERSION}", "coach": False, "value": scorers}
    yield both | {"rater": "coach", "coach": True, "value": coachs}


@contextmanager
def _ids(language: str, number: int, drawn: bool) -> Iterator[None]:
    """Attempt ids from a seed, since whether a talk is drawn for measuring agreement hangs on its id."""
    dice = random.Random(f"{language} {number} {drawn}")
    ids = (UUID(int=dice.getrandbits(128), version=4) for _ in iter(int, 1))
    with patch("roleplay.practice.service.uuid4", lambda: next(id for id in ids if is_sampled(str(id)) == drawn)):
        yield
