"""The whole house on PostgreSQL: a talk from its first word to its deletion, and every page that counts over many."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI

from roleplay.config import Settings
from roleplay.my_data.retention import clean_up
from roleplay.practice import PracticeService
from roleplay.scoring_jobs.rescore import choose_attempts, rescore
from roleplay.store.reviews import list_reviews
from roleplay.store.scorecards import list_scorecards
from roleplay.store.tables import AttemptRow, ScorecardRow
from tests.web.accounts import Accounts
from tests.web.conftest import CALL, lines_of

GOOD = lines_of("en/honest-ingrid")
CHECK = "open-questions"
WHY = "A summary, then one open question."
PAGES = (
    "/coach", "/coach?state=all&seller=ali&since=2026-01-01&lowest=1&highest=99&words=deliveries&team=1",
    "/coach?words=%00&seller=%00", "/coach/team", "/coach/team?period=all", "/coach/team/1",
    "/coach/sellers/{alice}?period=all", f"/coach/scenarios/{CALL[0]}?period=all", "/coach/trust", "/coach/assignments",
    "/coach/assignments/1", "/coach/assignments/new", "/coach/playbook", f"/coach/playbook/{CALL[0]}",
    "/coach/attempts.csv", "/coach/team.csv",
)  # fmt: skip


@pytest.fixture
def settings(chainlit_folder: Path, postgresql_url: str) -> Settings:
    return Settings(data=chainlit_folder, database_url=postgresql_url, keep_days=30)


@pytest.fixture
def house(app: FastAPI, practice: PracticeService) -> Accounts:
    return Accounts(app, practice)


async def test_a_talk_lives_from_its_first_word_to_the_end_of_its_time(
    house: Accounts, practice: PracticeService, settings: Settings
) -> None:
    alice, bob = await house.of("alice"), await house.of("bob")
    assert (await bob.post("/coach/assignments", which="|".join(CALL), to=["team:1"])).status_code == 303

    attempt = await house.talk("alice", *GOOD)
    assert attempt.passed and "1 of 1 passed" in (await bob.get("/coach/assignments")).text

    disputed = await alice.post(
        f"/attempts/{attempt.id}/disputes/check", card=attempt.scorecard, check=CHECK, reason="I asked\0 three."
    )
    assert disputed.status_code == 303 and "I asked three." in (await bob.get(f"/coach/attempts/{attempt.id}")).text

    desk = f"/coach/attempts/{attempt.id}"
    corrected = await bob.post(
        f"{desk}/corrections", edition="0", target=f"check:{CHECK}", value="missed", reason="Not one was open."
    )
    assert corrected.status_code == 303
    edition = str(list_reviews(practice.database, attempt.id)[0].edition)
    assert (await bob.post(f"{desk}/sign-off", edition=edition, note="Well led.", act="sign")).status_code == 303
    assert "Well led." in (await alice.get(f"/attempts/{attempt.id}")).text

    taken = await bob.post(f"{desk}/playbook", turn="1", serves=[f"check:{CHECK}"], line="", why=WHY)
    assert taken.status_code == 303 and WHY in (await bob.get(f"/coach/playbook/{CALL[0]}")).text

    for page in PAGES:
        assert (await bob.get(page.format(alice=house.persons["alice"].id))).status_code == 200, page

    with practice.database.writing() as session:
        session.get_one(ScorecardRow, attempt.scorecard).scorer_version = "older"
    wanted = choose_attempts(practice.database, settings, practice.library, "signals")
    assert list(rescore(practice.database, settings, wanted, jobs=1))[-1].added == 1
    assert len(list_scorecards(practice.database, attempt.id)) == 2

    again = await house.talk("alice", *GOOD[:2])
    assert (await alice.post(f"/attempts/{again.id}/delete")).headers["location"] == "/me?deleted=1"
    assert (await alice.get(f"/attempts/{again.id}")).status_code == 404

    with practice.database.writing() as session:
        row = session.get_one(AttemptRow, attempt.id)
        row.finished_at = row.touched_at = datetime.now(UTC) - timedelta(days=31)
    await clean_up(practice.my_data, settings)
    assert (await alice.get(f"/attempts/{attempt.id}")).status_code == 404
    assert WHY not in (await bob.get(f"/coach/playbook/{CALL[0]}")).text
